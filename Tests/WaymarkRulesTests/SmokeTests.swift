import Testing
import WaymarkRules

@Suite struct SmokeTests {}
