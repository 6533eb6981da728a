// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "waymark",
    products: [
        .library(name: "Waymark", targets: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis"]),
        .executable(name: "waymark", targets: ["waymark"]),
    ],
    dependencies: [
        // Command-line parsing, help and shell completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
    ],
    targets: [
        // YAML scanning: Debian's libyaml-dev.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // Hashing (the content hash of a rulebook): Debian's libsodium-dev.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // JSON parsing: Debian's libsimdjson-dev, through a small C interface.
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // Lines of JSON into columns of cells, for whole caseloads: simdjson again.
        .target(name: "CCaseLines", linkerSettings: [.linkedLibrary("simdjson")]),

        .target(name: "WaymarkDocuments", dependencies: ["CLibYAML", "CSodium", "CSimdJSON"]),
        .target(name: "WaymarkRules", dependencies: ["WaymarkDocuments"]),
        .target(name: "WaymarkRouting", dependencies: ["WaymarkDocuments", "WaymarkRules", "CCaseLines"]),
        .target(name: "WaymarkAnalysis", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"]),
        .executableTarget(
            name: "waymark",
            dependencies: [
                "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis", "WaymarkSynthetic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Made-up people and rulebooks, for benchmarks, demonstrations and tests of scale.
        .target(name: "WaymarkSynthetic", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"]),

        // Measurements; not part of the tests.
        .executableTarget(
            name: "waymark-bench",
            dependencies: [
                "CLibYAML", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis", "WaymarkSynthetic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // For test targets only: the naive evaluator, random rulebooks, the shrinker.
        .target(
            name: "WaymarkTestSupport", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"]),

        .testTarget(name: "ArchitectureTests"),
        .testTarget(
            name: "WaymarkAnalysisTests",
            dependencies: ["WaymarkAnalysis", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments", "WaymarkTestSupport"]),
        .testTarget(name: "WaymarkDocumentsTests", dependencies: ["WaymarkDocuments"]),
        .testTarget(name: "WaymarkRulesTests", dependencies: ["WaymarkRules", "WaymarkDocuments"]),
        .testTarget(name: "WaymarkRoutingTests", dependencies: ["WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
        .testTarget(
            name: "WaymarkBatchTests",
            dependencies: ["WaymarkTestSupport", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
        .testTarget(
            name: "WaymarkSyntheticTests",
            dependencies: ["WaymarkSynthetic", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
        // Runs the built program.
        .testTarget(
            name: "CommandTests",
            dependencies: ["waymark", "WaymarkTestSupport", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
        .testTarget(
            name: "PropertyTests",
            dependencies: ["WaymarkTestSupport", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
    ],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
    target.swiftSettings = (target.swiftSettings ?? []) + [
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("MemberImportVisibility"),
    ]
}
