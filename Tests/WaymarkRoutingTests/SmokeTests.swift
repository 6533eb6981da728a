import Testing
import WaymarkRouting

@Suite struct SmokeTests {}
