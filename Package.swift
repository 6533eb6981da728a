// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "waymark",
    products: [
        .library(name: "Waymark", targets: ["WaymarkEngine"]),
        .executable(name: "waymark", targets: ["waymark"]),
        .executable(name: "waymark-server", targets: ["waymark-server"]),
    ],
    dependencies: [
        // Command-line parsing, help and shell completion.
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        // SQLite access (the record): needs Debian's libsqlite3-dev.
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // HTTP: the server's only. Without its default traits: no configuration files of its own.
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: []),
        // The types of HTTP, buffers and logs that Hummingbird speaks.
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        // Starting and gracefully stopping the server's parts.
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    ],
    targets: [
        // YAML scanning: Debian's libyaml-dev.
        .systemLibrary(name: "CLibYAML", pkgConfig: "yaml-0.1", providers: [.apt(["libyaml-dev"])]),
        // Hashing, signing and passwords: Debian's libsodium-dev.
        .systemLibrary(name: "CSodium", pkgConfig: "libsodium", providers: [.apt(["libsodium-dev"])]),
        // JSON parsing: Debian's libsimdjson-dev, through a small C interface.
        .target(name: "CSimdJSON", linkerSettings: [.linkedLibrary("simdjson")]),

        // Lines of JSON into columns of cells, for whole caseloads: simdjson again.
        .target(name: "CCaseLines", linkerSettings: [.linkedLibrary("simdjson")]),

        // Swift's face of libsodium.
        .target(name: "WaymarkSodium", dependencies: ["CSodium"]),
        .target(name: "WaymarkDocuments", dependencies: ["CLibYAML", "WaymarkSodium", "CSimdJSON"]),
        .target(name: "WaymarkRules", dependencies: ["WaymarkDocuments"]),
        .target(
            name: "WaymarkRouting", dependencies: ["WaymarkDocuments", "WaymarkRules"],
            resources: [.embedInCode("Schema/decision.schema.json")]),
        // Whole caseloads, many people at once.
        .target(
            name: "WaymarkBatch", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "CCaseLines"]),
        .target(
            name: "WaymarkAnalysis", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"],
            resources: [
                .embedInCode("Schema/check.schema.json"), .embedInCode("Schema/diff.schema.json"),
                .embedInCode("Schema/explanation.schema.json"), .embedInCode("Schema/finding.schema.json"),
                .embedInCode("Schema/map.schema.json"), .embedInCode("Schema/test.schema.json"),
            ]),
        // What the library product shows to other programs, and nothing else.
        .target(
            name: "WaymarkEngine",
            dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis"]),
        // Decisions, referrals, accounts and the audit record in one SQLite file.
        .target(
            name: "WaymarkStore",
            dependencies: [
                "WaymarkSodium", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        // Deciding kept decisions again: what needs both the record and the engine.
        .target(
            name: "WaymarkReplay", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkStore"]),
        .executableTarget(
            name: "waymark",
            dependencies: [
                "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkBatch", "WaymarkAnalysis",
                "WaymarkSynthetic", "WaymarkStore", "WaymarkReplay",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // The desk, the phone and the JSON API.
        .target(
            name: "WaymarkServer",
            dependencies: [
                "WaymarkSodium", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkAnalysis",
                "WaymarkStore",
                "WaymarkSynthetic",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ],
            resources: [
                .embedInCode("Composition/openapi.json"), .embedInCode("PageKit/stylesheet.css"),
                .embedInCode("PageKit/waymark.svg"),
            ]),
        .executableTarget(
            name: "waymark-server",
            dependencies: [
                "WaymarkServer",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // Made-up people and rulebooks, for benchmarks, demonstrations and tests of scale.
        .target(name: "WaymarkSynthetic", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"]),

        // Measurements; not part of the tests.
        .executableTarget(
            name: "waymark-bench",
            dependencies: [
                "CLibYAML", "WaymarkDocuments", "WaymarkRules", "WaymarkRouting", "WaymarkBatch", "WaymarkAnalysis",
                "WaymarkSynthetic",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ],
            exclude: ["README.md"]),
        .executableTarget(
            name: "waymark-server-bench",
            dependencies: [
                "WaymarkServer", "WaymarkStore", "WaymarkSynthetic", "WaymarkDocuments", "WaymarkRules",
                "WaymarkRouting",
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]),

        // For test targets only: the naive evaluator, random rulebooks, the shrinker.
        .target(
            name: "WaymarkTestSupport", dependencies: ["WaymarkDocuments", "WaymarkRules", "WaymarkRouting"]),

        .testTarget(name: "ArchitectureTests"),
        .testTarget(name: "WaymarkEngineTests", dependencies: ["WaymarkEngine"]),
        .testTarget(
            name: "WaymarkAnalysisTests",
            dependencies: [
                "WaymarkAnalysis", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments", "WaymarkTestSupport",
            ]),
        .testTarget(name: "WaymarkDocumentsTests", dependencies: ["WaymarkDocuments"]),
        .testTarget(name: "WaymarkRulesTests", dependencies: ["WaymarkRules", "WaymarkDocuments"]),
        .testTarget(
            name: "WaymarkRoutingTests",
            dependencies: ["WaymarkRouting", "WaymarkRules", "WaymarkDocuments", "WaymarkTestSupport"]),
        .testTarget(
            name: "WaymarkBatchTests",
            dependencies: [
                "WaymarkTestSupport", "WaymarkSynthetic", "WaymarkBatch", "WaymarkRouting", "WaymarkRules",
                "WaymarkDocuments",
            ]),
        .testTarget(
            name: "WaymarkSyntheticTests",
            dependencies: ["WaymarkSynthetic", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
        .testTarget(
            name: "WaymarkStoreTests",
            dependencies: [
                "WaymarkStore", "WaymarkReplay", "WaymarkSodium", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments",
                "WaymarkTestSupport",
                .product(name: "GRDB", package: "GRDB.swift"),
            ]),
        .testTarget(
            name: "WaymarkServerTests",
            dependencies: [
                "WaymarkServer", "WaymarkStore", "WaymarkReplay", "WaymarkSodium", "WaymarkRouting", "WaymarkRules",
                "WaymarkDocuments",
                .product(name: "GRDB", package: "GRDB.swift"),
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "NIOCore", package: "swift-nio"),
                .product(name: "NIOEmbedded", package: "swift-nio"),
                .product(name: "NIOHTTP1", package: "swift-nio"),
                .product(name: "NIOPosix", package: "swift-nio"),
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]),
        .testTarget(name: "WaymarkBenchTests", dependencies: ["waymark-bench"]),
        // Runs the built program.
        .testTarget(
            name: "CommandTests",
            dependencies: [
                "waymark", "WaymarkStore", "WaymarkTestSupport", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments",
            ]),
        .testTarget(
            name: "PropertyTests",
            dependencies: ["WaymarkTestSupport", "WaymarkRouting", "WaymarkRules", "WaymarkDocuments"]),
    ],
    cxxLanguageStandard: .cxx17
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
        ]
}
