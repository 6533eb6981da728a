import Testing
import WaymarkDocuments

@Suite struct SmokeTests {}
