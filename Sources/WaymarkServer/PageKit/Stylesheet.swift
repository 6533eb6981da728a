import WaymarkSodium

/// The one stylesheet. Its address carries its hash, so that browsers may keep it for ever.
enum Stylesheet {
    static let bytes = PackageResources.stylesheet_css
    static let address = "/assets/waymark-\(Sodium.hexadecimal(Array(Sodium.sha256(bytes).prefix(6)))).css"

    /// A signpost: the mark in the browser's tab.
    static let icon = PackageResources.waymark_svg
}
