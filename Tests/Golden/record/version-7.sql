-- A record as it was kept before the contents of rulebooks stood by themselves: version 7 of its tables.
CREATE TABLE account (
    name TEXT PRIMARY KEY, display_name TEXT NOT NULL, password TEXT, roles TEXT NOT NULL, areas TEXT NOT NULL,
    made_at INTEGER NOT NULL, made_by TEXT NOT NULL, changed_at INTEGER NOT NULL, changed_by TEXT NOT NULL,
    disabled_at INTEGER, revision INTEGER NOT NULL, salt BLOB NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "account" VALUES('anna','Anna','$argon2id$v=19$m=8,t=1,p=1$fWYA2Aone2BykLqONKoigQ$J8SQnFqJmWwxKUAOM1QirCYESk922PRnfNm45fiS3MQ','administrator supervisor','',1795262400000,'anna',1795262400000,'anna',NULL,1,X'67175E67385FE3245CC8A15A85B028C2A0CB3D9CD576753F30C7762C9900C103');
INSERT INTO "account" VALUES('bert','Bert B',NULL,'worker','',1795262400000,'anna',1795262400000,'anna',1795262400000,2,X'5993FF6F546587A01F54A2E1498C3264027B90048E61DC575191C3817D60B3A8');
CREATE TABLE account_set_up (
    account TEXT PRIMARY KEY, token BLOB NOT NULL UNIQUE, ends_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE audit_entry (
    sequence INTEGER PRIMARY KEY, line BLOB NOT NULL, subject TEXT NOT NULL, action TEXT NOT NULL
) STRICT;
INSERT INTO "audit_entry" VALUES(0,CAST('{"seq":0,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"rulebook.published","subject":"rulebook 1","content":"254403d71de36adb4daad2fba35a574db4bea0597c86d5aa926c610e67cb5367"}' AS BLOB),'rulebook 1','rulebook.published');
INSERT INTO "audit_entry" VALUES(1,CAST('{"seq":1,"at":"2026-11-21T12:00:05.000Z","actor":"lead","action":"rulebook.published","subject":"rulebook 2","content":"e3d5a43369ef18063d4ddbc34e860c880cf0041ccf3069838d1e268a7e6b6eaa"}' AS BLOB),'rulebook 2','rulebook.published');
INSERT INTO "audit_entry" VALUES(2,CAST('{"seq":2,"at":"2025-10-17T12:00:00.000Z","actor":"worker","action":"decision.made","subject":"D-2025-000001","content":"0287a5397b228e48074bfb25956e80621448e1f6140743850589952b055d226c"}' AS BLOB),'D-2025-000001','decision.made');
INSERT INTO "audit_entry" VALUES(3,CAST('{"seq":3,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"decision.made","subject":"D-2026-000001","content":"61f0bf55602bea23da876d36efb7f47156a31aeb6ddf3e7cc269039d4d479dbd"}' AS BLOB),'D-2026-000001','decision.made');
INSERT INTO "audit_entry" VALUES(4,CAST('{"seq":4,"at":"2026-11-21T12:01:00.000Z","actor":"worker","action":"decision.made","subject":"D-2026-000002","content":"064ab5440d0d6c6ca7f9fb00d2af0fcaf38a0126c8177550ee948f1625f2d7b2"}' AS BLOB),'D-2026-000002','decision.made');
INSERT INTO "audit_entry" VALUES(5,CAST('{"seq":5,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"decision.departed","subject":"D-2025-000001","content":"237d0e65aa4dd79b00e6fb2876834b84a69a4928de136b025895212b7f785cb3"}' AS BLOB),'D-2025-000001','decision.departed');
INSERT INTO "audit_entry" VALUES(6,CAST('{"seq":6,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"referral.sent","subject":"R-2026-000001","content":"782defb40fabf1ea66f7a065b3910c0f8d173bcdee530565bbae0512d5c34962"}' AS BLOB),'R-2026-000001','referral.sent');
INSERT INTO "audit_entry" VALUES(7,CAST('{"seq":7,"at":"2026-11-21T13:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000001","content":"d1548d613f31dfa198e2670bae65f698236926b39041222fed800c269fca0025"}' AS BLOB),'R-2026-000001','referral.changed');
INSERT INTO "audit_entry" VALUES(8,CAST('{"seq":8,"at":"2026-11-21T14:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000001","content":"1eee6f47071016213a7b74084547ad58a932fa7949424e77e229e5f70ead19bb"}' AS BLOB),'R-2026-000001','referral.changed');
INSERT INTO "audit_entry" VALUES(9,CAST('{"seq":9,"at":"2026-11-21T15:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000001","content":"17f71a6e24b45c3c7c48df36fd3dc9c5226942eef3058293d987bb2d5afaaa6b"}' AS BLOB),'R-2026-000001','referral.changed');
INSERT INTO "audit_entry" VALUES(10,CAST('{"seq":10,"at":"2026-11-21T16:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000001","content":"cbd4f01e66d254d12bbabeff760c49c4e2fb73146e71d41450ff0eef9ea2036b"}' AS BLOB),'R-2026-000001','referral.changed');
INSERT INTO "audit_entry" VALUES(11,CAST('{"seq":11,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"consent.answered","subject":"D-2025-000001","content":"5be222714ba2cbdf12f7ae52d5d7602d012ed8f9055de071d2ecae4d83d16abe"}' AS BLOB),'D-2025-000001','consent.answered');
INSERT INTO "audit_entry" VALUES(12,CAST('{"seq":12,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"consent.answered","subject":"D-2025-000001","content":"c4237196cb1435658318d6e452b3c82a7b2122c3be2148da45a4bb676cc9b634"}' AS BLOB),'D-2025-000001','consent.answered');
INSERT INTO "audit_entry" VALUES(13,CAST('{"seq":13,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"decision.departed","subject":"D-2026-000001","content":"ec5bfdaf820d1e5898fca1623c84d4b41f5d1974c857211fa9c6e6efb75cd4b3"}' AS BLOB),'D-2026-000001','decision.departed');
INSERT INTO "audit_entry" VALUES(14,CAST('{"seq":14,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"referral.sent","subject":"R-2026-000002","content":"5d2e786da830e7a17772b33e066c4a0597f57c4d3d7fc99b956a6f6b0f3f3356"}' AS BLOB),'R-2026-000002','referral.sent');
INSERT INTO "audit_entry" VALUES(15,CAST('{"seq":15,"at":"2026-11-21T13:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000002","content":"c823614e44869a74d16271582de35d4a421e56c43963866c7d0bbbde1553a2c7"}' AS BLOB),'R-2026-000002','referral.changed');
INSERT INTO "audit_entry" VALUES(16,CAST('{"seq":16,"at":"2026-11-21T14:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000002","content":"d7c9d0447fd723f8a34ded55dd26091720daa1ac16ecf6b27e71293fc1ec4dca"}' AS BLOB),'R-2026-000002','referral.changed');
INSERT INTO "audit_entry" VALUES(17,CAST('{"seq":17,"at":"2026-11-21T15:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000002","content":"f218be210f1c451d6d7dd86c982c4a70f67d55fb9fd6aba4b86dac9af2ee2b7d"}' AS BLOB),'R-2026-000002','referral.changed');
INSERT INTO "audit_entry" VALUES(18,CAST('{"seq":18,"at":"2026-11-21T16:00:00.000Z","actor":"worker","action":"referral.changed","subject":"R-2026-000002","content":"de2f7d80de1f8c346d085e74e9b170029e7866153ab1e95055fd60f49239fc84"}' AS BLOB),'R-2026-000002','referral.changed');
INSERT INTO "audit_entry" VALUES(19,CAST('{"seq":19,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"consent.answered","subject":"D-2026-000001","content":"7b889d70bfc1911439059fa53def76c752367318b72840396f4d2a1f1cb81a81"}' AS BLOB),'D-2026-000001','consent.answered');
INSERT INTO "audit_entry" VALUES(20,CAST('{"seq":20,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"consent.answered","subject":"D-2026-000001","content":"542fd8205802142ff022d8cb9a75aaaaa0e594fdf45be4e7f9e4911196da38e0"}' AS BLOB),'D-2026-000001','consent.answered');
INSERT INTO "audit_entry" VALUES(21,CAST('{"seq":21,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"person.read","subject":"D-2026-000002","content":"b7335668b7c46a658a11c4155daf2aaa4645e9726d2ba1bf27da4c3b665abeb3"}' AS BLOB),'D-2026-000002','person.read');
INSERT INTO "audit_entry" VALUES(22,CAST('{"seq":22,"at":"2026-11-21T12:00:00.000Z","actor":"system","action":"account.invited","subject":"first administrator","content":"442635741e2c492762960d232da751cd10e2c6b4dcbdce316fc8e6ac8692f4e3"}' AS BLOB),'first administrator','account.invited');
INSERT INTO "audit_entry" VALUES(23,CAST('{"seq":23,"at":"2026-11-21T12:00:00.000Z","actor":"anna","action":"account.made","subject":"anna","content":"cc1e7beb6e3c7b430983f89aad80138e60e0f893a9f486709d0d99bdf8c8899d"}' AS BLOB),'anna','account.made');
INSERT INTO "audit_entry" VALUES(24,CAST('{"seq":24,"at":"2026-11-21T12:00:00.000Z","actor":"anna","action":"account.made","subject":"bert","content":"ee10e69d4dfb58be4a1d2f259de018f1cc3847308c269c2de3c4b2387dd8d4e5"}' AS BLOB),'bert','account.made');
INSERT INTO "audit_entry" VALUES(25,CAST('{"seq":25,"at":"2026-11-21T12:00:00.000Z","actor":"anna","action":"account.changed","subject":"bert","content":"aac1b5a37f7218f418b918afe88cc26e2aa8a33bd4dfd1dd2af30ba26c73c39b"}' AS BLOB),'bert','account.changed');
INSERT INTO "audit_entry" VALUES(26,CAST('{"seq":26,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"capacity.stated","subject":"willow","content":"7d5062930fe267a9a33c4792d886895ad708cdd69af8381f6b79c34a089af59c"}' AS BLOB),'willow','capacity.stated');
INSERT INTO "audit_entry" VALUES(27,CAST('{"seq":27,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"capacity.stated","subject":"willow","content":"b026ac534d87e286a4e51bb23e5403dbfa478cf8eab773bda23ae2c497fee048"}' AS BLOB),'willow','capacity.stated');
INSERT INTO "audit_entry" VALUES(28,CAST('{"seq":28,"at":"2026-11-21T14:00:00.000Z","actor":"worker","action":"decision.disposed","subject":"D-2025-000001","content":"70fb5af3fca6a25bbeeed6597a164fe846d1f65676a14be994d843753263dacc"}' AS BLOB),'D-2025-000001','decision.disposed');
INSERT INTO "audit_entry" VALUES(29,CAST('{"seq":29,"at":"2026-11-21T14:00:00.000Z","actor":"worker","action":"retention.run","subject":"1 decisions","content":"026a1ae6fe8d641e16e63a7aead374a7048c51b4654cb7f12326e7f5e5172296"}' AS BLOB),'1 decisions','retention.run');
INSERT INTO "audit_entry" VALUES(30,CAST('{"seq":30,"at":"2026-11-21T12:00:00.000Z","actor":"worker","action":"decisions.replayed","subject":"own rulebooks","content":"58d8676e967a0ea3427aad5731be3a2016c069ff2e09534a153b9a2fcf9570ca"}' AS BLOB),'own rulebooks','decisions.replayed');
CREATE TABLE audit_node (
    level INTEGER NOT NULL, position INTEGER NOT NULL, hash BLOB NOT NULL,
    PRIMARY KEY (level, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "audit_node" VALUES(0,0,X'2D5DC5A6B165B5125FAF2436935FDD86FF96B3769C2CFB3DE15904FCE272D688');
INSERT INTO "audit_node" VALUES(0,1,X'DB582A99F4205B75EF71EF14AC7337EB164848A9F8C56BBF4FAA6C2C50D7AB24');
INSERT INTO "audit_node" VALUES(0,2,X'2932397074788D20F7384BE4FC39A0A787424EBB5CFE5483AF5CF9660F5A4914');
INSERT INTO "audit_node" VALUES(0,3,X'5BB176F5C843DCA89F4DE763FF4A4BB036C4A8A164C2A9EC2EADFBF390FBADBB');
INSERT INTO "audit_node" VALUES(0,4,X'ECD2AC53062BBA59A6DA70D80A569AB2E4AC67DA6F843808F051D9A05C53AEF4');
INSERT INTO "audit_node" VALUES(0,5,X'D0D84742B448F25E0139F5157587D4138ADAD4A7FC2E72719EF02DF216D1E9D7');
INSERT INTO "audit_node" VALUES(0,6,X'73D880E010BFC2DCFC26A390D5B66804AF9F0034D4852DDD7D91CBD1672CF061');
INSERT INTO "audit_node" VALUES(0,7,X'3819DCC8B55883F2822EE453C4A3E94A42E3975D34D5642AC622EA1224E8D30E');
INSERT INTO "audit_node" VALUES(0,8,X'09A5C704320CFFBC28EFE852F6F5C1BF82FD10AFA7CA3A43A36B7915D82FCD58');
INSERT INTO "audit_node" VALUES(0,9,X'3F106BFF1E1C6BB09A138A0376A8B11A70A037A167102CA2A82A5776967011C7');
INSERT INTO "audit_node" VALUES(0,10,X'2843022B4B3D50B82B45A434F57DB420C514EAD99076C67524158097663304BD');
INSERT INTO "audit_node" VALUES(0,11,X'E82F4404AB38A4CE05CCD840E2D2AFCE188C8578EED8DD74E1A4D680DFDB94A9');
INSERT INTO "audit_node" VALUES(0,12,X'6C6C1A66FEE0BB750F0CA367D1B4F76A483FBB6E268660C4F7EE5946C43A89A8');
INSERT INTO "audit_node" VALUES(0,13,X'54D54BF8D69CE7108A52BA3644323138D4AF1BE6CD0474672086FE7E7295F783');
INSERT INTO "audit_node" VALUES(0,14,X'2E19D7FB2FF4D6E59F8C1057A5AE12224570160249CC791F19C63A64D68DACA8');
INSERT INTO "audit_node" VALUES(0,15,X'C0B29D9AA328D489FE050535B4FBC2967BC560395BC11F616CB0FBEF996820AA');
INSERT INTO "audit_node" VALUES(0,16,X'4AD72A601F8FD6ADBA1079C80EA12303AE9C91BE8C386ACF61E3FBAB3C3A47D6');
INSERT INTO "audit_node" VALUES(0,17,X'CFD87FBBE8C29AFA237CE3CEF65E4614B91F8C015F0D6F8BEF9DB294C3A4FC0F');
INSERT INTO "audit_node" VALUES(0,18,X'8C8A40DA819126C41F095E105360F52F5584F2B74A0B362194BC9AC371875925');
INSERT INTO "audit_node" VALUES(0,19,X'0025DDAC605DEFFB42D24176BC5DAC9E4B47888510F1C6E7FC5BA2BD2D0AF09B');
INSERT INTO "audit_node" VALUES(0,20,X'8BED4E4092BDC5DF55BC7A9FD5EF84D43688BB19F1383E827C1F8DD4C7FD9E68');
INSERT INTO "audit_node" VALUES(0,21,X'E76E09295D1FF5448CC6E4EA483E276DBE386B0857B3FF6647D09E6EA0BC6C44');
INSERT INTO "audit_node" VALUES(0,22,X'038AAAA99464BE848B96DA2017E4394DD2C47194A12C5171DDB1D93E61D3A2DA');
INSERT INTO "audit_node" VALUES(0,23,X'DDFCE154E4E2C3E69F2EB85C75A03237974F2AA06F0189D4B9D8A690D323ED2E');
INSERT INTO "audit_node" VALUES(0,24,X'4FEF7B1B515C36675790A59D838DE783958C7379265C103CE77781BFF9162409');
INSERT INTO "audit_node" VALUES(0,25,X'B6E01A41F19E002B67FE9F7ABB2697FD89D5F9458D62636639676F17E05C219C');
INSERT INTO "audit_node" VALUES(0,26,X'8B36B06DA98A4743FBFC7DE68A7CC90E58DFB2552F6C74B5767E3F75F703BCB8');
INSERT INTO "audit_node" VALUES(0,27,X'4EB6D0F968C3A8EEACA5192F689E591654746AB1F75DAF0CF0FE6DEF17C6E850');
INSERT INTO "audit_node" VALUES(0,28,X'B0C074E9FC7DB37405362A9DE720BE9D6EABE2DA530D43E6084C4693B3F95E47');
INSERT INTO "audit_node" VALUES(0,29,X'994FF0971C20E1A483D929EFA8185CE78F21A65A35F1E2E40C971A96F53BBD87');
INSERT INTO "audit_node" VALUES(0,30,X'D9724EDDB2715D6BB4299805B03F29947F095050B2E7579721321AB984279E42');
INSERT INTO "audit_node" VALUES(1,0,X'8594810FCEFB152C0C65D239338CCCE8665BEE04318E3838C1C98BE9DC0297AC');
INSERT INTO "audit_node" VALUES(1,1,X'C306E0223BA94C03220068F686F960AC8EF2A9402435D16FE0708076434BF829');
INSERT INTO "audit_node" VALUES(1,2,X'BD2874E7C674D0191F96C39EDCFC4FA3D008B63DB73A9FDA4937D8E5F2E3E237');
INSERT INTO "audit_node" VALUES(1,3,X'DE85A1283476CE60D1CE3B9207B275BAFCB26579853465D80A55398462A8D20A');
INSERT INTO "audit_node" VALUES(1,4,X'330BD71A797343FB35D679BCA7CE51391BE805C57A3A0CE4F5663DE0B1608150');
INSERT INTO "audit_node" VALUES(1,5,X'668CF450B26962923B015B028DB86BCA186772D178AF72CDD6B01DDD5C22A04A');
INSERT INTO "audit_node" VALUES(1,6,X'398A3E5FDC03500F67B0B13146C185BF27BBE921D95F34A0B219FC4AB9436641');
INSERT INTO "audit_node" VALUES(1,7,X'2C393D04C3C1DAE22881B361EC3C2BFA03C81E5C3BE0228270706DDB0588E702');
INSERT INTO "audit_node" VALUES(1,8,X'9135634E6006239058C52651EE09ADEB4335437F08C6845A898BE3820A39D6DA');
INSERT INTO "audit_node" VALUES(1,9,X'3C7BD4FE1A69296AD032C2F79FA181FCF22E0239CAFDDF5D93FD90E78BB4BAC8');
INSERT INTO "audit_node" VALUES(1,10,X'249B546D8FD878113EB0EFB671292A51901A5323A23FC8DC9BBD8DF6BC2D3B24');
INSERT INTO "audit_node" VALUES(1,11,X'437EF4FBC9D87A58FCAE6F7E2B16215862F3B556C87EC5109E66C33916105844');
INSERT INTO "audit_node" VALUES(1,12,X'F2DF0CCF579CAD66ED9EB8492B1E4AFBCDD03A56E0EBAFAB1B607DB2C11B7658');
INSERT INTO "audit_node" VALUES(1,13,X'470FBE7B99A23EB389A1AECE79EAD9DF6C127593622756B52471750B88E0017F');
INSERT INTO "audit_node" VALUES(1,14,X'AC5899ED17C5529347921D1ADF5BBC5D67464B87695E81AEA945A3981860EF2D');
INSERT INTO "audit_node" VALUES(2,0,X'B4ED84E6D2BAF16B4EE23A57A18874C0F8AB947A201CBAA178B8D1CBB90E9C7D');
INSERT INTO "audit_node" VALUES(2,1,X'20C529FD7318A53546A8CB019845A7DFD256A19C2C8BE122985B81E1F85CCA49');
INSERT INTO "audit_node" VALUES(2,2,X'29DC9150CCA4C248FA3CDBC4009B108422B4FC355A563785004E6AC507197F3F');
INSERT INTO "audit_node" VALUES(2,3,X'DCC358841841C543598A82038DEAD40ED653AFDBFC0E0B8E8C23C810DCD02787');
INSERT INTO "audit_node" VALUES(2,4,X'3FD33254F9A0B5F6E8CCE3D45FBE160844E2407C5F8F609961691C68828B81A3');
INSERT INTO "audit_node" VALUES(2,5,X'43B8B42F265E92435CCC2715DD64B95E9A34D78BB700D89E5CFDEFE3CB369345');
INSERT INTO "audit_node" VALUES(2,6,X'F9E53BC2BBD8B6F7EE3E8A2B63860BB88A8A863B642908369032BF0005ED7942');
INSERT INTO "audit_node" VALUES(3,0,X'05810309D6C6DE3BEED30CA24542879E480CFB65AE3D0D094C7BD6D4D8A1902E');
INSERT INTO "audit_node" VALUES(3,1,X'C98652B409DA2D2AC77CF7B31E3CE14A6B5156C00386464C39C26D291F6890A5');
INSERT INTO "audit_node" VALUES(3,2,X'30F079BE5D882DB3FE187EC527E7700FFEFE84B601BB13601801C8D9AC0F5483');
INSERT INTO "audit_node" VALUES(4,0,X'D41066B23F6AA12C2C543796B397B75A5E98B4BBCB4AABDFA1951FE16965F4FB');
CREATE TABLE capacity_statement (
    service TEXT NOT NULL, revision INTEGER NOT NULL, state TEXT NOT NULL, as_of TEXT NOT NULL,
    at INTEGER NOT NULL, by TEXT NOT NULL, salt BLOB NOT NULL, PRIMARY KEY (service, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO "capacity_statement" VALUES('willow',1,'has_capacity','2026-11-20',1795262400000,'worker',X'75C5215F8D6E822803627CA8E5326E2B1B14F8D350A909D3F922037AB5286494');
INSERT INTO "capacity_statement" VALUES('willow',2,'no_capacity','2026-11-20',1795262400000,'worker',X'681417C2C6136B5D390D7DA057A5213F086AE66F5DAE1C5BEFE1F43914598888');
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note TEXT NOT NULL) STRICT;
INSERT INTO "checkpoint" VALUES(1,'waymark/d152792164bb6887 1 2d5dc5a6b165b5125faf2436935fdd86ff96b3769c2cfb3de15904fce272d688 2026-11-21T12:00:00.000Z 1aa3f5dd9b12ccaaeaf9fda2e20fc2d2879432b128a5d828c6d68fc9cf61aaf673416bdd092cff682a0368942bf68d6066af5c071c9a0af9265d7c0fae593b0f');
INSERT INTO "checkpoint" VALUES(2,'waymark/d152792164bb6887 2 8594810fcefb152c0c65d239338ccce8665bee04318e3838c1c98be9dc0297ac 2026-11-21T12:00:05.000Z 0fa2ccce61f621bfd00d240b451792041d93d8d04c035e00045ca094a9bd096416171cbcae38b886a9c4481a5cba7ee563af9449a32afd183118505b4cd63506');
INSERT INTO "checkpoint" VALUES(3,'waymark/d152792164bb6887 3 da65a2d650e2fdd6206408daeba0ba8b6bcf20d3d1f0a4de9b4060a6ad1f4c13 2025-10-17T12:00:00.000Z 052069f8886a382bb47104b6ed3fb226ecb68b7c600cff2482cdbfa24660dffd7cf813f925bc8e8214e8bc2c2260e9d6191796926f73db8e2d9fe47e0069c702');
INSERT INTO "checkpoint" VALUES(4,'waymark/d152792164bb6887 4 b4ed84e6d2baf16b4ee23a57a18874c0f8ab947a201cbaa178b8d1cbb90e9c7d 2026-11-21T12:00:00.000Z 22e7e41d5c593c5fd40980f78c32a65d4eeb2014f6c10c11e003edf7255adee011df59ba1926e07b3c79dce797eeb24e5e131a4a4b12df6c9c5643d90ef7b40c');
INSERT INTO "checkpoint" VALUES(5,'waymark/d152792164bb6887 5 560a4d00040415b07c11006fa2aa1c76e9116ba74cb5c4dad78566678c03c087 2026-11-21T12:01:00.000Z 4ecb948433e7af922bcabcbce39b605bb6025bc84772c3a441aa4ac9681d8d27e463a50fcd11de52bba7c534057942a539b025aa06e5acd6cdb412a110286f0d');
INSERT INTO "checkpoint" VALUES(6,'waymark/d152792164bb6887 6 20ba19cd58d65373ff88c128edfe084197dbea0a628a5e11383156b9053fc190 2026-11-21T12:00:00.000Z ded9a0bf33ef553bd3c83a5d2f6cac8ceb09a99cd14413e17d66fc3bdd2e36535b741816392e269fb31ccbdfaf7add51176d91bc400f57a2e4b37cacfc4d1404');
INSERT INTO "checkpoint" VALUES(7,'waymark/d152792164bb6887 7 0efc1c9d697168a2120e18e5d1b0ce934e751f8d2fa6187b9f6846da795d8b86 2026-11-21T12:00:00.000Z 43d037fbda667e54fc3da9313288da112de442243122d3a6cd73aaea03e86ba9e8040f3270c7c67807e2e8acec171984d5ecc3d92bc6a907947c835ffabb780b');
INSERT INTO "checkpoint" VALUES(8,'waymark/d152792164bb6887 8 05810309d6c6de3beed30ca24542879e480cfb65ae3d0d094c7bd6d4d8a1902e 2026-11-21T13:00:00.000Z 69069f0c161a27c9d11baa856c742712b59a2ef7d28a2c36bbc7d105496cf108088f1489a78a7ba09c66c31c1662c3112e81f1b5340f799939e83a5fd922b301');
INSERT INTO "checkpoint" VALUES(9,'waymark/d152792164bb6887 9 52ac6acbb4fa21d116796b8c6023639912bc53bd7f56957466945bb58838a069 2026-11-21T14:00:00.000Z 485035bbea9250125c49500b07a8103cbd6a6878f75d4fb1e86fdad17fdff2402c1f9abc8fcce3ce6aec3d3302db702bc1d86aadbdc953c3f3394bb371f18c09');
INSERT INTO "checkpoint" VALUES(10,'waymark/d152792164bb6887 10 612c94da4a692be07e2d9697947246d26cf02c8023849d5c3e60428f9c732471 2026-11-21T15:00:00.000Z b58504e59e71333d44b8fb679b41a05c035897008d972406856b3aa6907c58372cbd312bf83b7ab2c6434b45e3e7090e98834a4ed0e9744f34fdcdcd27095f07');
INSERT INTO "checkpoint" VALUES(11,'waymark/d152792164bb6887 11 9462a662dc73e726de1184c6d9e7cba82d88b311c54cce338f8f62da8f2fef83 2026-11-21T16:00:00.000Z 60c20797edd54def30c68b434c16c06e062a9420663d5fedcd3606ac538020332961ec23a649ae1856b094bc02048d3120ebd609f7aa7c84c5f0f6601ecf2505');
INSERT INTO "checkpoint" VALUES(12,'waymark/d152792164bb6887 12 b1fde47173bc5d95a69d80beb29caae1eef920be911f35b7219950e01ee2e8ec 2026-11-21T12:00:00.000Z 3bfe731ebe985b28bfa98e566c43b742bb758385ef02d0402566c08a8ffec73dd2bd371cc945af15794adbcfc8a26b8b28c4ad9c04d40287b7b6d8b7bf10c801');
INSERT INTO "checkpoint" VALUES(13,'waymark/d152792164bb6887 13 162f4656a51b011fe27d7af050883a762245b7789ed6eb9f295b6c222c47ffde 2026-11-21T12:00:00.000Z 0e2a44e1ec015507a73dfe165c48ffd3fcde769787470453720fef6e93722bde37befef0eacbd3f037e13d237fd6b59dcfa2956b9454bf4b04f617cc352edc08');
INSERT INTO "checkpoint" VALUES(14,'waymark/d152792164bb6887 14 bc908a9a2784dfec69793150022c4cd8a9be8bc496dfcd78d32cc418d43f997f 2026-11-21T12:00:00.000Z 4de9ecaa2fa7b2601a4745a1db2516175ff9c78edb775f920b0fdc495f26581283f0b48aee385a45f11846bafcd7d08186d9669cadf89b071df88e45dccbd602');
INSERT INTO "checkpoint" VALUES(15,'waymark/d152792164bb6887 15 7b857f352ea748b0bc8b56bfc60b5c4a170c664d491df90b1395ddbe43788c38 2026-11-21T12:00:00.000Z 53f85ca35d6eac2ac994144c79bfd5d8abc9ab13286f8b1051f1837adf33aebbba24f351e6f8dce7eca7512c4e4b9a2d9d2b28e600445b4b606aa51cc70b1c08');
INSERT INTO "checkpoint" VALUES(16,'waymark/d152792164bb6887 16 d41066b23f6aa12c2c543796b397b75a5e98b4bbcb4aabdfa1951fe16965f4fb 2026-11-21T13:00:00.000Z 871acb63a92fd149d64216cf2124ab552752550b53c51f41cffa666744078d32549a4cba47915c0ce91552514ea3f927df6c36226dd0a8be0f479e2dd39fd502');
INSERT INTO "checkpoint" VALUES(17,'waymark/d152792164bb6887 17 fb8acfc005b8cac3511db1775dad0a132de33d4b4799d0e11d473054d592c208 2026-11-21T14:00:00.000Z 5c66c59052f834dbd17d46fa5584389cb8358de9f907991c2857e1aed3dfc5b9b280047b03762b5b1f680b74b982553d5ccd026551145f4c83cb3a97b5237e06');
INSERT INTO "checkpoint" VALUES(18,'waymark/d152792164bb6887 18 923c3b83ffb8c79457923b3032903b167957fe677950b924abfbac672fd452eb 2026-11-21T15:00:00.000Z e1c33c2a2c3b676e803aaea3e6d7a97b24391602f74673ee2321db518f5e662032c585d1711887e24065cae8c9687bb03d6760d8e9a2a70a6519a8842223cf0c');
INSERT INTO "checkpoint" VALUES(19,'waymark/d152792164bb6887 19 5b8cdf40c813ad5665623fab39756f879d44891b8041c13a92f93d9b4e248cd6 2026-11-21T16:00:00.000Z 40c68decd00910af0381f2051fbbee33f4988266e36be23a5b5e1db7d869f23b122142b5ffd8a393631449442a02db28782d116156c78d96fc26164d10a8b60c');
INSERT INTO "checkpoint" VALUES(20,'waymark/d152792164bb6887 20 b4c2ecdd259396166dfdb2b05edbd52236f6b91b18a8203bbcba9803a514e50b 2026-11-21T12:00:00.000Z ea852004525cd030dfdc256c6593486a16d8ead563cb92f87d16bdad4f69563ca77f782965b5fc3762712f3eb91a0de64c40a1ac501dda22fc4873c468386003');
INSERT INTO "checkpoint" VALUES(21,'waymark/d152792164bb6887 21 60a89529e62abb97a6cfcfd3641bc204b0577d2454edb22be2b29f1ee7b85435 2026-11-21T12:00:00.000Z e90c6075d77ffdaf2bbb9563a92bee4a6454648b04eba7f0afa83f074921855b73abf8a7e9e9aa924bc0ef702bcbbdab438203c854b097036b5f029555489800');
INSERT INTO "checkpoint" VALUES(22,'waymark/d152792164bb6887 22 09e3d4c0736e9a0721fc5636c8707dd8d5269569297f20e5652f548c78a207b2 2026-11-21T12:00:00.000Z 8405f1ad8cf1d455b8ba3a7184729eb474cbd79ed6f1e4292bd96d1a46a98fcb0b10d7d6a034195a040aaaf881377a5e8bc641812a51cdab3c48fd4a8f9b4e0b');
INSERT INTO "checkpoint" VALUES(23,'waymark/d152792164bb6887 23 490e4dd4098c4e39b966ac30dc2e96ac1e37f4f0484e24d34e99cd11eb2f73ad 2026-11-21T12:00:00.000Z 21687ca344f78b01c9b70a22f35951a67c41ad3837bbf39cb078b178b7b916735cb1069ee1c3895d232f9a452cd7fb76e5ffd087ff160ee5f1fb60047037220f');
INSERT INTO "checkpoint" VALUES(24,'waymark/d152792164bb6887 24 1d4c1d62da6a39f489801f51101982b57a8d117c921edc95e86149e732e7cb8d 2026-11-21T12:00:00.000Z 174e630e6bc8cbdb8eceb06a47325cf0e1539194682b46da085c5e06563c0e19e6b93d2e6275c80195c584d9973d9414115603412bd971f0e925f6a433dc9e02');
INSERT INTO "checkpoint" VALUES(25,'waymark/d152792164bb6887 25 ef48d78b25fe53581b26864fac4ccfd5d85cf619f03b565a0e36080e06be3cc2 2026-11-21T12:00:00.000Z 924ff34da900e94132e904b767e7f68c5201734d0667c24de06f9d28888902ebec4183d7314e7215ed2d74446496f4762c60a7d17ab00cdf0408c237d757800e');
INSERT INTO "checkpoint" VALUES(26,'waymark/d152792164bb6887 26 20d39c00fc03131d347356f3584810b5250ab027157eb06cc2c0b51636e0c86a 2026-11-21T12:00:00.000Z f7db9a6d6e7374c4f04597575156a3e107f8de44aec9ea2b0f27889bb94caa83a1e6635653293e7829144ae9c01e0328911310251fbb1096ecaad02f6faeb40c');
INSERT INTO "checkpoint" VALUES(27,'waymark/d152792164bb6887 27 312c4424fa1e4f355126b563db31fc51aadebc15d1dd13300a45930762d7b4df 2026-11-21T12:00:00.000Z 6039b00aa37f30dd2464ea9a0bc3cbf74a5b081439edd656fabba1a02b3b4a7b757ff70fc1725de7a1ff8e4c8196414cfd3030eb3690dcdf7738190073dc6006');
INSERT INTO "checkpoint" VALUES(28,'waymark/d152792164bb6887 28 2c019becfb34b3ef9f739705ecb11b24cc53b42d58c50ae77ea5b85f69b7d020 2026-11-21T12:00:00.000Z 1dc2db6fc73ed0f024da04b51f8bffbff02237a51be6705cc38db07ab8c2cceccec5c1fa7b6e7b409f06cf7575509f18e6a74054ca6dc72338373bcf027f5502');
INSERT INTO "checkpoint" VALUES(30,'waymark/d152792164bb6887 30 c26cdcbd4a0fe7b8e217cf41b0e01d6bc2a10502186e0369e592c7d9b1d80f00 2026-11-21T14:00:00.000Z 9f471ed880a4a9b68f82aa899d8a850ce6c3e888eaa63739bd3e1a6c9c6ae2984ae2d1a3f849a2009cbd4d04d1e7cad62219c5d8d1889bf2eae00ed2feda1e0c');
INSERT INTO "checkpoint" VALUES(31,'waymark/d152792164bb6887 31 9faa7cd34be353a2f909b223b4ea8fb12d67321562e7e63944707cfd6838c214 2026-11-21T12:00:00.000Z fdefcf5fd6c74908d51fd6eaae17ca3a5cced650c968862d36e3df9da95f6b84c8b01ac5281a42b56369c78421c18b184a275daacddf20ba3d0b26bb2a5c6c04');
CREATE TABLE consent_answer (
    decision INTEGER NOT NULL REFERENCES decision (id), revision INTEGER NOT NULL, at INTEGER NOT NULL,
    by TEXT NOT NULL, programme TEXT NOT NULL, service TEXT NOT NULL, answer TEXT NOT NULL, note TEXT,
    salt BLOB NOT NULL, PRIMARY KEY (decision, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO "consent_answer" VALUES(2,1,1795262400000,'worker','treatment','other','refused','said so',X'C32053CC9F9F8735F4970C2D5FC011EB9055606E91CD7A4BF26E6294E72C33EE');
INSERT INTO "consent_answer" VALUES(2,2,1795262400000,'worker','treatment','other','reconsidered','said so',X'E7BAA76BBF38E407FA138E12DB463C11405926D3F6D3D2DFF4C804E2C56E9071');
CREATE TABLE decision (
    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, case_reference TEXT, channel TEXT NOT NULL,
    decided_at INTEGER NOT NULL, decided_by TEXT NOT NULL, decision_date TEXT NOT NULL,
    rulebook TEXT NOT NULL REFERENCES rulebook_version (hash), retention TEXT NOT NULL,
    facts BLOB, document BLOB, salt BLOB, disposed_at INTEGER
) STRICT;
INSERT INTO "decision" VALUES(1,'D-2025-000001',NULL,'desk',1760702400000,'worker','2026-11-21','sha256:1a6e3c5e79aab230e09e9b6b9f83246d7086e53d1772a0b31e5cea057cf8fa80','decision',NULL,NULL,X'30B40C542B3E9CB1FAD1C2557A183ED5AE736FCBA4A0FDF48FB474CFFFA6BE54',1795269600000);
INSERT INTO "decision" VALUES(2,'D-2026-000001','CU/1','desk',1795262400000,'worker','2026-11-21','sha256:1a6e3c5e79aab230e09e9b6b9f83246d7086e53d1772a0b31e5cea057cf8fa80','decision',CAST('{"id":"p1","decision_date":"2026-11-21","facts":{}}' AS BLOB),CAST('{"schema":"waymark.decision/1","case":"p1","decision_date":"2026-11-21","rulebook":"sha256:1a6e3c5e79aab230e09e9b6b9f83246d7086e53d1772a0b31e5cea057cf8fa80","primary":null,"alerts":[{"alert":"immediate_risk","says":"there is an immediate risk to life or safety","do":"Act on the risk before any referral; tell the custody officer and the nurse","decided":false}],"outcomes":[{"programme":"safeguarding","service":"safeguarding_hub","outcome":"need_information","position":1,"summary":"Cannot say yet for Safeguarding hub: to ask: age and signs of exploitation.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","exploited"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"at_risk","of":"programme","says":"is under 18 and there are signs of exploitation","truth":"unknown","source":"T4","basis":"external","at":"Rules/programmes/others.yaml:63","change":{"kind":"every","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be under 18","open":true,"at":"Rules/programmes/others.yaml:65"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","would_have_to":"be yes","open":true,"at":"Rules/programmes/others.yaml:65"}]},"when":{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:65","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"under 18","truth":"unknown","at":"Rules/programmes/others.yaml:65"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:65"}]}}],"services":[{"service":"safeguarding_hub","at":"Services/services.yaml:69","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has room"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}},{"programme":"treatment","service":null,"outcome":"need_information","position":2,"summary":"Cannot say yet for Community treatment: to ask: age, home area, substances used, on a script, on licence and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","home_area","substances","on_script","on_licence","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"class_a","of":"programme","says":"uses heroin or crack","otherwise":"does not use heroin or crack","truth":"unknown","source":"T1 ¶3","basis":"stated","at":"Rules/programmes/treatment.yaml:7","change":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include heroin or crack cocaine","open":true,"at":"Rules/vocabulary.yaml:110"},"when":{"kind":"definition","definition":"class_a_user","says":"uses heroin or crack","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:10"}},{"role":"criterion","name":"adult","of":"programme","says":"is 18 or over","truth":"unknown","source":"T1 ¶4","basis":"inferred","at":"Rules/programmes/treatment.yaml:13","change":{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 18 or over","open":true,"at":"Rules/programmes/treatment.yaml:15"},"when":{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"18 or over","truth":"unknown","at":"Rules/programmes/treatment.yaml:15"}},{"role":"bar","name":"in_treatment","of":"programme","says":"is in treatment already","truth":"unknown","source":"T1 ¶5","basis":"stated","at":"Rules/programmes/treatment.yaml:19","change":{"kind":"fact","fact":"on_script","label":"On a script","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:21"},"when":{"kind":"fact","fact":"on_script","label":"On a script","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:21"}}],"services":[{"service":"willow_ashford","source":"T5","basis":"unverified","at":"Services/services.yaml:6","steps":[{"step":"period","passes":"yes","says":"in force since 1 March 2015"},{"step":"place","passes":"unknown","says":"serves Ashford; where the person belongs is not known"},{"step":"holds","passes":"unknown","says":"it may be on hold","criteria":[{"role":"hold","name":"on_licence","of":"programme","says":"is on licence, so probation is asked first","truth":"unknown","at":"Rules/programmes/treatment.yaml:25","change":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:27"},"when":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:27"}}]},{"step":"capacity","passes":"yes","says":"has room, as of 1 May 2023"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"the agreement “Treatment referrals from police contact” ended on 31 December 2024","agreement":"willow_agreement","at":"Services/services.yaml:78"}]},{"service":"willow_barton","at":"Services/services.yaml:18","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Barton; where the person belongs is not known"},{"step":"holds","passes":"unknown","says":"it may be on hold","criteria":[{"role":"hold","name":"on_licence","of":"programme","says":"is on licence, so probation is asked first","truth":"unknown","at":"Rules/programmes/treatment.yaml:25","change":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:27"},"when":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:27"}}]},{"step":"capacity","passes":"yes","says":"has a waiting list"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"the agreement “Treatment referrals from police contact” ended on 31 December 2024","agreement":"willow_agreement","at":"Services/services.yaml:78"}]}],"definitions":[{"definition":"class_a_user","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","at":"Rules/vocabulary.yaml:110","when":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes heroin or crack cocaine","truth":"unknown","at":"Rules/vocabulary.yaml:110"}}]}},{"programme":"outreach","service":"street_team","outcome":"need_information","position":3,"summary":"Cannot say yet for Street Team: to ask: home area, substances used, shop thefts in 12 months, housing, agrees to the referral, agrees to sharing and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["home_area","substances","shop_thefts","housing_status","consents_to_referral","consents_to_information_sharing","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"prolific","of":"programme","says":"steals from shops again and again","truth":"unknown","source":"T2 ¶1","basis":"stated","at":"Rules/programmes/others.yaml:8","change":{"kind":"fact","fact":"shop_thefts","label":"Shop thefts in 12 months","value":"not asked yet","would_have_to":"be at least 12 thefts in 12 months (the number that makes a person prolific; 10 in Barton)","open":true,"at":"Rules/vocabulary.yaml:115"},"when":{"kind":"definition","definition":"prolific","says":"steals from shops again and again","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:10"}},{"role":"criterion","name":"class_a","of":"programme","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","basis":"stated","at":"Rules/programmes/others.yaml:13","change":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include heroin or crack cocaine","open":true,"at":"Rules/vocabulary.yaml:110"},"when":{"kind":"definition","definition":"class_a_user","says":"uses heroin or crack","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:13"}}],"services":[{"service":"street_team","at":"Services/services.yaml:32","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Ashford and Barton; where the person belongs is not known"},{"step":"acceptance","passes":"unknown","says":"it may not accept the person","criteria":[{"role":"bar","name":"banned","of":"service","says":"the team does not go to hostels","truth":"unknown","at":"Services/services.yaml:39","change":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","would_have_to":"be anything but hostel","open":true,"at":"Services/services.yaml:41"},"when":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","test":"hostel","truth":"unknown","at":"Services/services.yaml:41"}}]},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}],"definitions":[{"definition":"class_a_user","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","at":"Rules/vocabulary.yaml:110","when":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes heroin or crack cocaine","truth":"unknown","at":"Rules/vocabulary.yaml:110"}},{"definition":"prolific","says":"steals from shops again and again","truth":"unknown","at":"Rules/vocabulary.yaml:115","when":{"kind":"fact","fact":"shop_thefts","label":"Shop thefts in 12 months","value":"not asked yet","test":"at least 12 thefts in 12 months (the number that makes a person prolific; 10 in Barton)","truth":"unknown","at":"Rules/vocabulary.yaml:115"}}]}},{"programme":"alcohol_course","service":"sober_start","outcome":"need_information","position":4,"summary":"Cannot say yet for Sober Start: to ask: substances used, domestic abuse offence, relationship to the victim, disposal, last attended a course, agrees to the referral, agrees to sharing and can decide now; call Sober Start Ltd to confirm that Sober Start runs on 21 November 2026.","after":[],"after_undecided":[],"low_priority":[],"asks":["substances","domestic_abuse_offence","da_relationship","disposal","last_attended","consents_to_referral","consents_to_information_sharing","can_give_consent_now","service:sober_start"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"drink","of":"programme","says":"drinks, and a caution or a community resolution is being considered","truth":"unknown","source":"T3 ¶2","basis":"stated","at":"Rules/programmes/others.yaml:22","change":{"kind":"every","parts":[{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include alcohol","open":true,"at":"Rules/programmes/others.yaml:24"},{"kind":"fact","fact":"disposal","label":"Disposal","value":"not asked yet","would_have_to":"be conditional caution or community resolution","open":true,"at":"Rules/programmes/others.yaml:24"}]},"when":{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:24","parts":[{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes alcohol","truth":"unknown","at":"Rules/programmes/others.yaml:24"},{"kind":"fact","fact":"disposal","label":"Disposal","value":"not asked yet","test":"conditional caution or community resolution","truth":"unknown","at":"Rules/programmes/others.yaml:24"}]}},{"role":"bar","name":"domestic_abuse","of":"programme","says":"it is a domestic abuse offence against a partner","truth":"unknown","suggest":"drop_in","at":"Rules/programmes/others.yaml:28","change":{"kind":"fact","fact":"da_relationship","label":"Relationship to the victim","value":"not asked yet","would_have_to":"be anything but partner or former partner","open":true,"at":"Rules/programmes/others.yaml:31"},"when":{"kind":"fact","fact":"da_relationship","label":"Relationship to the victim","value":"not asked yet","test":"partner or former partner","truth":"unknown","at":"Rules/programmes/others.yaml:31"}},{"role":"bar","name":"attended_lately","of":"programme","says":"attended the course in the last three months","truth":"unknown","basis":"unverified","at":"Rules/programmes/others.yaml:32","change":{"kind":"fact","fact":"last_attended","label":"Last attended a course","value":"not asked yet","would_have_to":"not be within the last 3 months","open":true,"at":"Rules/programmes/others.yaml:34"},"when":{"kind":"fact","fact":"last_attended","label":"Last attended a course","value":"not asked yet","test":"within the last 3 months","truth":"unknown","at":"Rules/programmes/others.yaml:34"}}],"services":[{"service":"sober_start","at":"Services/services.yaml:42","steps":[{"step":"period","passes":"unknown","says":"nobody has confirmed this service past 31 May 2023: call to check"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}},{"programme":"housing","service":null,"outcome":"need_information","position":5,"summary":"Cannot say yet for Housing advice: to ask: home area, housing and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["home_area","housing_status","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"homeless","of":"programme","says":"has nowhere settled to live","truth":"unknown","at":"Rules/programmes/others.yaml:42","change":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","would_have_to":"be anything but settled home","open":true,"at":"Rules/programmes/others.yaml:44"},"when":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","test":"anything but settled home","truth":"unknown","at":"Rules/programmes/others.yaml:44"}}],"services":[{"service":"roof_ashford","at":"Services/services.yaml:50","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Ashford and no fixed abode; where the person belongs is not known"},{"step":"capacity","passes":"yes","says":"has room"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"there is no agreement with Roof"}]},{"service":"roof_barton","at":"Services/services.yaml:57","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Barton; where the person belongs is not known"},{"step":"capacity","passes":"no","says":"is full, as of 2 May 2023, according to Roof"}]}]}},{"programme":"drop_in","service":"corner","outcome":"need_information","position":6,"summary":"Cannot say yet for The Corner: to ask: age and signs of exploitation.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","exploited"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"anyone","of":"programme","says":"is an adult, or is 16 or 17 and not exploited","truth":"unknown","at":"Rules/programmes/others.yaml:51","change":{"kind":"some","count":1,"parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 18 or over","open":true,"at":"Rules/programmes/others.yaml:55"},{"kind":"every","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 16 to 17","open":true,"at":"Rules/programmes/others.yaml:56"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/others.yaml:56"}]}]},"when":{"kind":"any","truth":"unknown","at":"Rules/programmes/others.yaml:54","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"18 or over","truth":"unknown","at":"Rules/programmes/others.yaml:55"},{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:56","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"16 to 17","truth":"unknown","at":"Rules/programmes/others.yaml:56"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","test":"no","truth":"unknown","at":"Rules/programmes/others.yaml:56"}]}]}}],"services":[{"service":"corner","at":"Services/services.yaml:63","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}}],"questions":[{"fact":"immediate_risk","ask":"Is anybody at immediate risk?","for":[],"alerts":["immediate_risk"]},{"fact":"age_years","ask":"How old is the person?","for":["safeguarding","treatment","drop_in"]},{"fact":"exploited","ask":"Are there signs that the person is exploited?","for":["safeguarding","drop_in"]},{"fact":"home_area","ask":"Which council area does the person live in?","for":["treatment","outreach","housing"]},{"fact":"substances","ask":"Which substances does the person use?","for":["treatment","outreach","alcohol_course"]},{"fact":"on_script","ask":"Is the person prescribed opioid substitution treatment?","for":["treatment"]},{"fact":"on_licence","ask":"Is the person on licence?","for":["treatment"]},{"fact":"can_give_consent_now","ask":"Can the person decide now?","for":["treatment","outreach","alcohol_course","housing"]},{"fact":"shop_thefts","ask":"How many shop thefts are recorded in the last 12 months?","for":["outreach"]},{"fact":"housing_status","ask":"Where does the person sleep?","for":["outreach","housing"]},{"fact":"consents_to_referral","ask":"Does the person agree to be referred?","for":["outreach","alcohol_course"]},{"fact":"consents_to_information_sharing","ask":"Does the person agree that information is shared?","for":["outreach","alcohol_course"]},{"fact":"domestic_abuse_offence","ask":"Is it a domestic abuse offence?","for":["alcohol_course"]},{"fact":"da_relationship","ask":"What is the relationship to the victim?","for":["alcohol_course"]},{"fact":"disposal","ask":"Which disposal is being considered?","for":["alcohol_course"]},{"fact":"last_attended","ask":"When did the person last attend the course?","for":["alcohol_course"]}]}' AS BLOB),X'5C669FCED68C56E7ABF7227312DAFB3A8260F278E41CCB580925F3299577647E',NULL);
INSERT INTO "decision" VALUES(3,'D-2026-000002',NULL,'desk',1795262460000,'worker','2026-11-21','sha256:3e742a9205566e13dea7e402eeb27ae48b9072d3bfedef0399bb63e5548ed208','decision',CAST('{"id":"p1","decision_date":"2026-11-21","facts":{}}' AS BLOB),CAST('{"schema":"waymark.decision/1","case":"p1","decision_date":"2026-11-21","rulebook":"sha256:3e742a9205566e13dea7e402eeb27ae48b9072d3bfedef0399bb63e5548ed208","primary":null,"alerts":[{"alert":"immediate_risk","says":"there is an immediate risk to life or safety","do":"Act on the risk before any referral; tell the custody officer and the nurse","decided":false}],"outcomes":[{"programme":"safeguarding","service":"safeguarding_hub","outcome":"need_information","position":1,"summary":"Cannot say yet for Safeguarding hub: to ask: age and signs of exploitation.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","exploited"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"at_risk","of":"programme","says":"is under 18 and there are signs of exploitation","truth":"unknown","source":"T4","basis":"external","at":"Rules/programmes/others.yaml:63","change":{"kind":"every","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be under 18","open":true,"at":"Rules/programmes/others.yaml:65"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","would_have_to":"be yes","open":true,"at":"Rules/programmes/others.yaml:65"}]},"when":{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:65","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"under 18","truth":"unknown","at":"Rules/programmes/others.yaml:65"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:65"}]}}],"services":[{"service":"safeguarding_hub","at":"Services/services.yaml:69","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has room"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}},{"programme":"treatment","service":null,"outcome":"need_information","position":2,"summary":"Cannot say yet for Community treatment: to ask: age, home area, substances used, on a script, on licence and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","home_area","substances","on_script","on_licence","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"class_a","of":"programme","says":"uses heroin or crack","otherwise":"does not use heroin or crack","truth":"unknown","source":"T1 ¶3","basis":"stated","at":"Rules/programmes/treatment.yaml:7","change":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include heroin or crack cocaine","open":true,"at":"Rules/vocabulary.yaml:110"},"when":{"kind":"definition","definition":"class_a_user","says":"uses heroin or crack","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:10"}},{"role":"criterion","name":"adult","of":"programme","says":"is 18 or over","truth":"unknown","source":"T1 ¶4","basis":"inferred","at":"Rules/programmes/treatment.yaml:13","change":{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 18 or over","open":true,"at":"Rules/programmes/treatment.yaml:15"},"when":{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"18 or over","truth":"unknown","at":"Rules/programmes/treatment.yaml:15"}},{"role":"bar","name":"in_treatment","of":"programme","says":"is in treatment already","truth":"unknown","source":"T1 ¶5","basis":"stated","at":"Rules/programmes/treatment.yaml:19","change":{"kind":"fact","fact":"on_script","label":"On a script","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:21"},"when":{"kind":"fact","fact":"on_script","label":"On a script","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:21"}}],"services":[{"service":"willow_ashford","source":"T5","basis":"unverified","at":"Services/services.yaml:6","steps":[{"step":"period","passes":"yes","says":"in force since 1 March 2015"},{"step":"place","passes":"unknown","says":"serves Ashford; where the person belongs is not known"},{"step":"holds","passes":"unknown","says":"it may be on hold","criteria":[{"role":"hold","name":"on_licence","of":"programme","says":"is on licence, so probation is asked first","truth":"unknown","at":"Rules/programmes/treatment.yaml:25","change":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:27"},"when":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:27"}}]},{"step":"capacity","passes":"yes","says":"has room, as of 1 May 2023"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"the agreement “Treatment referrals from police contact” ended on 31 December 2024","agreement":"willow_agreement","at":"Services/services.yaml:78"}]},{"service":"willow_barton","at":"Services/services.yaml:18","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Barton; where the person belongs is not known"},{"step":"holds","passes":"unknown","says":"it may be on hold","criteria":[{"role":"hold","name":"on_licence","of":"programme","says":"is on licence, so probation is asked first","truth":"unknown","at":"Rules/programmes/treatment.yaml:25","change":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/treatment.yaml:27"},"when":{"kind":"fact","fact":"on_licence","label":"On licence","value":"not asked yet","test":"yes","truth":"unknown","at":"Rules/programmes/treatment.yaml:27"}}]},{"step":"capacity","passes":"yes","says":"has a waiting list"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"the agreement “Treatment referrals from police contact” ended on 31 December 2024","agreement":"willow_agreement","at":"Services/services.yaml:78"}]}],"definitions":[{"definition":"class_a_user","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","at":"Rules/vocabulary.yaml:110","when":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes heroin or crack cocaine","truth":"unknown","at":"Rules/vocabulary.yaml:110"}}]}},{"programme":"outreach","service":"street_team","outcome":"need_information","position":3,"summary":"Cannot say yet for Street Team: to ask: home area, substances used, shop thefts in 12 months, housing, agrees to the referral, agrees to sharing and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["home_area","substances","shop_thefts","housing_status","consents_to_referral","consents_to_information_sharing","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"prolific","of":"programme","says":"steals from shops again and again","truth":"unknown","source":"T2 ¶1","basis":"stated","at":"Rules/programmes/others.yaml:8","change":{"kind":"fact","fact":"shop_thefts","label":"Shop thefts in 12 months","value":"not asked yet","would_have_to":"be at least 12 thefts in 12 months (the number that makes a person prolific; 10 in Barton)","open":true,"at":"Rules/vocabulary.yaml:115"},"when":{"kind":"definition","definition":"prolific","says":"steals from shops again and again","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:10"}},{"role":"criterion","name":"class_a","of":"programme","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","basis":"stated","at":"Rules/programmes/others.yaml:13","change":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include heroin or crack cocaine","open":true,"at":"Rules/vocabulary.yaml:110"},"when":{"kind":"definition","definition":"class_a_user","says":"uses heroin or crack","test":"yes","truth":"unknown","at":"Rules/programmes/others.yaml:13"}}],"services":[{"service":"street_team","at":"Services/services.yaml:32","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Ashford and Barton; where the person belongs is not known"},{"step":"acceptance","passes":"unknown","says":"it may not accept the person","criteria":[{"role":"bar","name":"banned","of":"service","says":"the team does not go to hostels","truth":"unknown","at":"Services/services.yaml:39","change":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","would_have_to":"be anything but hostel","open":true,"at":"Services/services.yaml:41"},"when":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","test":"hostel","truth":"unknown","at":"Services/services.yaml:41"}}]},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}],"definitions":[{"definition":"class_a_user","says":"uses heroin or crack","truth":"unknown","source":"T1 ¶3","at":"Rules/vocabulary.yaml:110","when":{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes heroin or crack cocaine","truth":"unknown","at":"Rules/vocabulary.yaml:110"}},{"definition":"prolific","says":"steals from shops again and again","truth":"unknown","at":"Rules/vocabulary.yaml:115","when":{"kind":"fact","fact":"shop_thefts","label":"Shop thefts in 12 months","value":"not asked yet","test":"at least 12 thefts in 12 months (the number that makes a person prolific; 10 in Barton)","truth":"unknown","at":"Rules/vocabulary.yaml:115"}}]}},{"programme":"alcohol_course","service":"sober_start","outcome":"need_information","position":4,"summary":"Cannot say yet for Sober Start: to ask: substances used, domestic abuse offence, relationship to the victim, disposal, last attended a course, agrees to the referral, agrees to sharing and can decide now; call Sober Start Ltd to confirm that Sober Start runs on 21 November 2026.","after":[],"after_undecided":[],"low_priority":[],"asks":["substances","domestic_abuse_offence","da_relationship","disposal","last_attended","consents_to_referral","consents_to_information_sharing","can_give_consent_now","service:sober_start"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"drink","of":"programme","says":"drinks, and a caution or a community resolution is being considered","truth":"unknown","source":"T3 ¶2","basis":"stated","at":"Rules/programmes/others.yaml:22","change":{"kind":"every","parts":[{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","would_have_to":"include alcohol","open":true,"at":"Rules/programmes/others.yaml:24"},{"kind":"fact","fact":"disposal","label":"Disposal","value":"not asked yet","would_have_to":"be conditional caution or community resolution","open":true,"at":"Rules/programmes/others.yaml:24"}]},"when":{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:24","parts":[{"kind":"fact","fact":"substances","label":"Substances used","value":"not asked yet","test":"includes alcohol","truth":"unknown","at":"Rules/programmes/others.yaml:24"},{"kind":"fact","fact":"disposal","label":"Disposal","value":"not asked yet","test":"conditional caution or community resolution","truth":"unknown","at":"Rules/programmes/others.yaml:24"}]}},{"role":"bar","name":"domestic_abuse","of":"programme","says":"it is a domestic abuse offence against a partner","truth":"unknown","suggest":"drop_in","at":"Rules/programmes/others.yaml:28","change":{"kind":"fact","fact":"da_relationship","label":"Relationship to the victim","value":"not asked yet","would_have_to":"be anything but partner or former partner","open":true,"at":"Rules/programmes/others.yaml:31"},"when":{"kind":"fact","fact":"da_relationship","label":"Relationship to the victim","value":"not asked yet","test":"partner or former partner","truth":"unknown","at":"Rules/programmes/others.yaml:31"}},{"role":"bar","name":"attended_lately","of":"programme","says":"attended the course in the last three months","truth":"unknown","basis":"unverified","at":"Rules/programmes/others.yaml:32","change":{"kind":"fact","fact":"last_attended","label":"Last attended a course","value":"not asked yet","would_have_to":"not be within the last 3 months","open":true,"at":"Rules/programmes/others.yaml:34"},"when":{"kind":"fact","fact":"last_attended","label":"Last attended a course","value":"not asked yet","test":"within the last 3 months","truth":"unknown","at":"Rules/programmes/others.yaml:34"}}],"services":[{"service":"sober_start","at":"Services/services.yaml:42","steps":[{"step":"period","passes":"unknown","says":"nobody has confirmed this service past 31 May 2023: call to check"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}},{"programme":"housing","service":null,"outcome":"need_information","position":5,"summary":"Cannot say yet for Housing advice: to ask: home area, housing and can decide now.","after":[],"after_undecided":[],"low_priority":[],"asks":["home_area","housing_status","can_give_consent_now"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"homeless","of":"programme","says":"has nowhere settled to live","truth":"unknown","at":"Rules/programmes/others.yaml:42","change":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","would_have_to":"be anything but settled home","open":true,"at":"Rules/programmes/others.yaml:44"},"when":{"kind":"fact","fact":"housing_status","label":"Housing","value":"not asked yet","test":"anything but settled home","truth":"unknown","at":"Rules/programmes/others.yaml:44"}}],"services":[{"service":"roof_ashford","at":"Services/services.yaml:50","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Ashford and no fixed abode; where the person belongs is not known"},{"step":"capacity","passes":"yes","says":"has room"},{"step":"ability","passes":"unknown","says":"whether the person can decide now is not known"},{"step":"consent_to_referral","passes":"unknown","says":"the person has not been asked whether they agree to be referred"},{"step":"consent_to_information_sharing","passes":"unknown","says":"the person has not been asked whether they agree to have information shared"},{"step":"agreement","passes":"no","says":"there is no agreement with Roof"}]},{"service":"roof_barton","at":"Services/services.yaml:57","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"unknown","says":"serves Barton; where the person belongs is not known"},{"step":"capacity","passes":"no","says":"is full, as of 2 May 2023, according to Roof"}]}]}},{"programme":"drop_in","service":"corner","outcome":"need_information","position":6,"summary":"Cannot say yet for The Corner: to ask: age and signs of exploitation.","after":[],"after_undecided":[],"low_priority":[],"asks":["age_years","exploited"],"trace":{"detail":"full","open":true,"met":"unknown","criteria":[{"role":"criterion","name":"anyone","of":"programme","says":"is an adult, or is 16 or 17 and not exploited","truth":"unknown","at":"Rules/programmes/others.yaml:51","change":{"kind":"some","count":1,"parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 18 or over","open":true,"at":"Rules/programmes/others.yaml:55"},{"kind":"every","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","would_have_to":"be 16 to 17","open":true,"at":"Rules/programmes/others.yaml:56"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","would_have_to":"be no","open":true,"at":"Rules/programmes/others.yaml:56"}]}]},"when":{"kind":"any","truth":"unknown","at":"Rules/programmes/others.yaml:54","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"18 or over","truth":"unknown","at":"Rules/programmes/others.yaml:55"},{"kind":"all","truth":"unknown","at":"Rules/programmes/others.yaml:56","parts":[{"kind":"fact","fact":"age_years","label":"Age","value":"not asked yet","test":"16 to 17","truth":"unknown","at":"Rules/programmes/others.yaml:56"},{"kind":"fact","fact":"exploited","label":"Signs of exploitation","value":"not asked yet","test":"no","truth":"unknown","at":"Rules/programmes/others.yaml:56"}]}]}}],"services":[{"service":"corner","at":"Services/services.yaml:63","steps":[{"step":"period","passes":"yes","says":"in force"},{"step":"place","passes":"yes","says":"serves every place"},{"step":"capacity","passes":"yes","says":"has not said whether it has room: ask them"},{"step":"agreement","passes":"yes","says":"no agreement is needed"}]}]}}],"questions":[{"fact":"immediate_risk","ask":"Is anybody at immediate risk?","for":[],"alerts":["immediate_risk"]},{"fact":"age_years","ask":"How old is the person?","for":["safeguarding","treatment","drop_in"]},{"fact":"exploited","ask":"Are there signs that the person is exploited?","for":["safeguarding","drop_in"]},{"fact":"home_area","ask":"Which council area does the person live in?","for":["treatment","outreach","housing"]},{"fact":"substances","ask":"Which substances does the person use?","for":["treatment","outreach","alcohol_course"]},{"fact":"on_script","ask":"Is the person prescribed opioid substitution treatment?","for":["treatment"]},{"fact":"on_licence","ask":"Is the person on licence?","for":["treatment"]},{"fact":"can_give_consent_now","ask":"Can the person decide now?","for":["treatment","outreach","alcohol_course","housing"]},{"fact":"shop_thefts","ask":"How many shop thefts are recorded in the last 12 months?","for":["outreach"]},{"fact":"housing_status","ask":"Where does the person sleep?","for":["outreach","housing"]},{"fact":"consents_to_referral","ask":"Does the person agree to be referred?","for":["outreach","alcohol_course"]},{"fact":"consents_to_information_sharing","ask":"Does the person agree that information is shared?","for":["outreach","alcohol_course"]},{"fact":"domestic_abuse_offence","ask":"Is it a domestic abuse offence?","for":["alcohol_course"]},{"fact":"da_relationship","ask":"What is the relationship to the victim?","for":["alcohol_course"]},{"fact":"disposal","ask":"Which disposal is being considered?","for":["alcohol_course"]},{"fact":"last_attended","ask":"When did the person last attend the course?","for":["alcohol_course"]}]}' AS BLOB),X'84443AF66DDE7C0AA345D3C33323474CD46E48F51324CC26EFFBE63E8A1C74DB',NULL);
CREATE TABLE decision_area (
    decision INTEGER NOT NULL REFERENCES decision (id), area TEXT NOT NULL, PRIMARY KEY (decision, area)
) STRICT, WITHOUT ROWID;
INSERT INTO "decision_area" VALUES(2,'ashford');
INSERT INTO "decision_area" VALUES(2,'barton');
CREATE TABLE decision_count (
    decision INTEGER PRIMARY KEY REFERENCES decision (id), home TEXT, best TEXT NOT NULL,
    unavailable TEXT NOT NULL
) STRICT;
INSERT INTO "decision_count" VALUES(2,'ashford','need_information','');
INSERT INTO "decision_count" VALUES(3,NULL,'need_information','');
CREATE TABLE departure (
    id INTEGER PRIMARY KEY, decision INTEGER NOT NULL REFERENCES decision (id), at INTEGER NOT NULL,
    by TEXT NOT NULL, choice TEXT, reason TEXT, salt BLOB
) STRICT;
INSERT INTO "departure" VALUES(1,1,1795262400000,'worker',NULL,NULL,NULL);
INSERT INTO "departure" VALUES(2,2,1795262400000,'worker','CGL','asked for it',X'045A94DDAB1231324F90F6AF6C4BEDF04AD9421ED8B46131314CD0E7E989ADC7');
CREATE TABLE grdb_migrations (identifier TEXT NOT NULL PRIMARY KEY);
INSERT INTO "grdb_migrations" VALUES('record');
INSERT INTO "grdb_migrations" VALUES('referrals');
INSERT INTO "grdb_migrations" VALUES('accounts');
INSERT INTO "grdb_migrations" VALUES('areas of decisions');
INSERT INTO "grdb_migrations" VALUES('reports');
INSERT INTO "grdb_migrations" VALUES('capacity');
INSERT INTO "grdb_migrations" VALUES('answers about consent');
CREATE TABLE idempotency (
    key TEXT PRIMARY KEY, body BLOB NOT NULL, subject TEXT NOT NULL, at INTEGER NOT NULL
) STRICT;
INSERT INTO "idempotency" VALUES('key 1795262400000',X'A02C2FB3A6A13AE4C0AAB6D083127F4E69F2D3540EB2992C663670BA953FC2F0','D-2026-000001',1795262400000);
INSERT INTO "idempotency" VALUES('key 1795262460000',X'69FB2E40273ECFBF8BA6C35A7D9F860E03E7B9AD8464BD36863ED5E1F6587F80','D-2026-000002',1795262460000);
CREATE TABLE referral (
    id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE,
    decision INTEGER NOT NULL REFERENCES decision (id), programme TEXT NOT NULL, service TEXT NOT NULL,
    case_reference TEXT, area TEXT, source TEXT NOT NULL, consent TEXT, closes_after INTEGER,
    made_at INTEGER NOT NULL, made_by TEXT NOT NULL,
    state TEXT NOT NULL, failed_contacts INTEGER NOT NULL DEFAULT 0, first_contact_at INTEGER,
    changed_at INTEGER NOT NULL, revision INTEGER NOT NULL, disposed_at INTEGER,
    UNIQUE (decision, programme, service)
) STRICT;
INSERT INTO "referral" VALUES(1,'R-2026-000001',1,'treatment','cgl',NULL,'ashford','desk',NULL,3,1795262400000,'worker','sent',0,1795269600000,1795276800000,5,1795269600000);
INSERT INTO "referral" VALUES(2,'R-2026-000002',2,'treatment','cgl','CU/1','ashford','desk','person',3,1795262400000,'worker','sent',0,1795269600000,1795276800000,5,NULL);
CREATE TABLE referral_event (
    referral INTEGER NOT NULL REFERENCES referral (id), revision INTEGER NOT NULL, at INTEGER NOT NULL,
    by TEXT NOT NULL, event TEXT NOT NULL, state TEXT NOT NULL, reason TEXT, note TEXT, salt BLOB,
    PRIMARY KEY (referral, revision)
) STRICT, WITHOUT ROWID;
INSERT INTO "referral_event" VALUES(1,1,1795262400000,'worker','sent','sent',NULL,NULL,NULL);
INSERT INTO "referral_event" VALUES(1,2,1795266000000,'worker','contact_failed','sent',NULL,NULL,NULL);
INSERT INTO "referral_event" VALUES(1,3,1795269600000,'worker','contact_made','sent',NULL,NULL,NULL);
INSERT INTO "referral_event" VALUES(1,4,1795273200000,'worker','declined','declined',NULL,NULL,NULL);
INSERT INTO "referral_event" VALUES(1,5,1795276800000,'worker','reopened','sent',NULL,NULL,NULL);
INSERT INTO "referral_event" VALUES(2,1,1795262400000,'worker','sent','sent',NULL,'mornings',X'E4A9119953A518BA776A24B4610DFAC048557C5D628B66626930F2248AA7C19E');
INSERT INTO "referral_event" VALUES(2,2,1795266000000,'worker','contact_failed','sent',NULL,'n',X'972B833BFDCEEB64F07BAB4910A13EDFB84EE3B0E6E13B2684E632F233F1FC26');
INSERT INTO "referral_event" VALUES(2,3,1795269600000,'worker','contact_made','sent',NULL,'n',X'245BBCAC5F7C98156E9A233D6108628B51B2E85B1470D59F281ACB373638E90E');
INSERT INTO "referral_event" VALUES(2,4,1795273200000,'worker','declined','declined','not_eligible','n',X'0BD04E230E8B109FB50792F1BB7A88D7ADE467E7DF7155878830AB10F016D930');
INSERT INTO "referral_event" VALUES(2,5,1795276800000,'worker','reopened','sent',NULL,'n',X'326DDE40BC849624758871642DA35CDCA7554DD797EBB95DD69BF8CC21B4C2FE');
CREATE TABLE rulebook_file (
    version INTEGER NOT NULL REFERENCES rulebook_version (number), position INTEGER NOT NULL,
    path TEXT NOT NULL, bytes BLOB NOT NULL, PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
INSERT INTO "rulebook_file" VALUES(1,0,'Rules/programmes/others.yaml',CAST('programmes:
  outreach:
    title: Outreach
    kind: treatment
    located_by: home_area
    consent: referral
    criteria:
      prolific:
        says: steals from shops again and again
        when: {prolific: yes}
        source: T2 ¶1
        basis: stated
      class_a: {says: uses heroin or crack, when: {class_a_user: yes}, source: T1 ¶3, basis: stated}
    check_by_hand: [The outreach team knows the person]
  alcohol_course:
    title: Alcohol course
    kind: course
    located_by: nothing
    consent: referral
    from: 2019-05-01
    criteria:
      drink:
        says: drinks, and a caution or a community resolution is being considered
        when: {substances: alcohol, disposal: [caution, community_resolution]}
        source: T3 ¶2
        basis: stated
    bars:
      domestic_abuse:
        says: it is a domestic abuse offence against a partner
        suggest: drop_in
        when: {da_relationship: intimate_partner}
      attended_lately:
        says: attended the course in the last three months
        when: {last_attended: within the last 3 months}
        basis: unverified
  housing:
    title: Housing advice
    kind: housing
    located_by: home_area
    consent: referral
    criteria:
      homeless:
        says: has nowhere settled to live
        when: {housing_status: {not: settled}}
  drop_in:
    title: Drop-in
    kind: support
    located_by: nothing
    consent: none
    criteria:
      anyone:
        says: is an adult, or is 16 or 17 and not exploited
        when:
          any:
            - {age_years: 18 or over}
            - {age_years: 16 to 17, exploited: no}
  safeguarding:
    title: Safeguarding
    kind: safeguarding
    located_by: nothing
    consent: none
    criteria:
      at_risk:
        says: is under 18 and there are signs of exploitation
        when: {age_years: under 18, exploited: yes}
        source: T4
        basis: external
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(1,1,'Rules/programmes/treatment.yaml',CAST('programme: treatment
title: Community treatment
kind: treatment
located_by: home_area
consent: referral
criteria:
  class_a:
    says: uses heroin or crack
    otherwise: does not use heroin or crack
    when: {class_a_user: yes}
    source: T1 ¶3
    basis: stated
  adult:
    says: is 18 or over
    when: {age_years: 18 or over}
    source: T1 ¶4
    basis: inferred
bars:
  in_treatment:
    says: is in treatment already
    when: {on_script: yes}
    source: T1 ¶5
    basis: stated
hold:
  on_licence:
    says: is on licence, so probation is asked first
    when: {on_licence: yes}
next_steps: [Ring before the person leaves, Tell the person when to be there]
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(1,2,'Rules/routing.yaml',CAST('routing:
  alerts:
    immediate_risk:
      says: there is an immediate risk to life or safety
      do: Act on the risk before any referral; tell the custody officer and the nurse
      when: {immediate_risk: yes}
  order: [safeguarding, treatment, outreach, alcohol_course, housing, drop_in]
  urgent: [safeguarding]
  sequences:
    treatment_first:
      first: treatment
      then: [outreach]
      says: community treatment comes first; outreach goes on meanwhile
      when: {on_script: no}
      source: T1 ¶9
  low_priority:
    in_a_hostel:
      programmes: [outreach]
      says: the hostel has its own outreach worker
      when: {housing_status: hostel}
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(1,3,'Rules/vocabulary.yaml',CAST('# Every kind of fact; the places and services are invented.
facts:
  age_years:
    label: Age
    ask: How old is the person?
    type: whole number
    range: 10 to 120
    unit: years
    group: person
    protected: yes
  home_area:
    label: Home area
    ask: Which council area does the person live in?
    type: one of
    values_from: areas
    values: {outside_force_area: Outside the force area, no_fixed_abode: No fixed abode}
    group: person
  substances:
    label: Substances used
    ask: Which substances does the person use?
    type: several of
    values: {heroin: Heroin, crack: Crack cocaine, cannabis: Cannabis, alcohol: Alcohol}
    group: substances
    sensitivity: health
  on_script:
    label: On a script
    ask: Is the person prescribed opioid substitution treatment?
    type: yes or no
    changeable: yes
    group: substances
    sensitivity: health
  shop_thefts:
    label: Shop thefts in 12 months
    ask: How many shop thefts are recorded in the last 12 months?
    type: whole number
    range: 0 to 500
    unit: thefts in 12 months
    group: offending
    sensitivity: criminal
  domestic_abuse_offence:
    label: Domestic abuse offence
    ask: Is it a domestic abuse offence?
    type: yes or no
    group: offending
    sensitivity: criminal
  da_relationship:
    label: Relationship to the victim
    ask: What is the relationship to the victim?
    type: one of
    values: {intimate_partner: Partner or former partner, wider_family: Other family member}
    only_when: {domestic_abuse_offence: yes}
    group: offending
    sensitivity: criminal
  disposal:
    label: Disposal
    ask: Which disposal is being considered?
    type: one of
    values: {charge: Charge, caution: Conditional caution, community_resolution: Community resolution}
    group: offending
  last_attended:
    label: Last attended a course
    ask: When did the person last attend the course?
    type: date
    group: offending
  housing_status:
    label: Housing
    ask: Where does the person sleep?
    type: one of
    values: {settled: Settled home, rough_sleeping: Rough sleeping, hostel: Hostel}
    group: person
  on_licence:
    label: On licence
    ask: Is the person on licence?
    type: yes or no
    group: offending
    sensitivity: criminal
  immediate_risk:
    label: Immediate risk
    ask: Is anybody at immediate risk?
    type: yes or no
    group: safety
    sensitivity: safeguarding
  exploited:
    label: Signs of exploitation
    ask: Are there signs that the person is exploited?
    type: yes or no
    group: safety
    sensitivity: safeguarding
  consents_to_referral:
    label: Agrees to the referral
    ask: Does the person agree to be referred?
    type: yes or no
    changeable: yes
    group: consent
  consents_to_information_sharing:
    label: Agrees to sharing
    ask: Does the person agree that information is shared?
    type: yes or no
    changeable: yes
    group: consent
  can_give_consent_now:
    label: Can decide now
    ask: Can the person decide now?
    type: yes or no
    changeable: yes
    group: consent
definitions:
  class_a_user:
    says: uses heroin or crack
    when: {substances: [heroin, crack]}
    source: T1 ¶3
  prolific:
    says: steals from shops again and again
    versions:
      - {from: 2020-01-01, when: {shop_thefts: at least prolific_thefts}}
parameters:
  prolific_thefts:
    says: the number that makes a person prolific
    located_by: home_area
    values:
      - 12
      - {value: 10, area: barton, from: 2023-04-01}
constraints:
  children_are_not_on_licence:
    says: nobody under 14 is on licence
    impossible: {age_years: under 14, on_licence: yes}
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(1,4,'Services/services.yaml',CAST('areas:
  ashford: {name: Ashford, gss: E07000105}
  barton: {name: Barton, gss: E07000106}
  corby: {name: Corby, gss: E07000107}
services:
  willow_ashford:
    programme: treatment
    name: Willow Ashford
    provider: Willow
    areas: [ashford]
    from: 2015-03-01
    agreement: willow_agreement
    capacity: {state: has_capacity, as_of: 2023-05-01}
    refer_by: phone
    contact: {phone: ask the area commissioner, opening_hours: Monday to Friday 9 to 5}
    source: T5
    basis: unverified
  willow_barton:
    programme: treatment
    name: Willow Barton
    provider: Willow
    areas: [barton]
    agreement: willow_agreement
    capacity: {state: waiting_list}
  willow_corby:
    programme: treatment
    name: Willow Corby
    provider: Willow
    areas: [corby]
    until: 2020-12-31
    agreement: willow_agreement
  street_team:
    programme: outreach
    name: Street Team
    provider: Ashford Council
    areas: [ashford, barton]
    agreement: not needed
    bars:
      banned:
        says: the team does not go to hostels
        when: {housing_status: hostel}
  sober_start:
    programme: alcohol_course
    name: Sober Start
    provider: Sober Start Ltd
    areas: everywhere
    confirmed_until: 2023-05-31
    agreement: not needed
    contact: {phone: ask the course office}
  roof_ashford:
    programme: housing
    name: Roof Ashford
    provider: Roof
    areas: [ashford, no_fixed_abode]
    capacity: {state: has_capacity}
    contact: {how: at the front desk}
  roof_barton:
    programme: housing
    name: Roof Barton
    provider: Roof
    areas: [barton]
    capacity: {state: no_capacity, as_of: 2023-05-02, by: Roof}
  corner:
    programme: drop_in
    name: The Corner
    provider: The Corner
    areas: everywhere
    agreement: not needed
  safeguarding_hub:
    programme: safeguarding
    name: Safeguarding hub
    provider: Ashford Council
    areas: everywhere
    agreement: not needed
    capacity: {state: has_capacity}
    refer_by: the portal
agreements:
  willow_agreement:
    title: Treatment referrals from police contact
    parties: [The force, Willow]
    from: 2022-01-01
    until: 2024-12-31
    clauses: {"4.2": Adults living in Ashford and Barton}
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(2,0,'Rules/programmes/others.yaml',CAST('programmes:
  outreach:
    title: Outreach
    kind: treatment
    located_by: home_area
    consent: referral
    criteria:
      prolific:
        says: steals from shops again and again
        when: {prolific: yes}
        source: T2 ¶1
        basis: stated
      class_a: {says: uses heroin or crack, when: {class_a_user: yes}, source: T1 ¶3, basis: stated}
    check_by_hand: [The outreach team knows the person]
  alcohol_course:
    title: Alcohol course
    kind: course
    located_by: nothing
    consent: referral
    from: 2019-05-01
    criteria:
      drink:
        says: drinks, and a caution or a community resolution is being considered
        when: {substances: alcohol, disposal: [caution, community_resolution]}
        source: T3 ¶2
        basis: stated
    bars:
      domestic_abuse:
        says: it is a domestic abuse offence against a partner
        suggest: drop_in
        when: {da_relationship: intimate_partner}
      attended_lately:
        says: attended the course in the last three months
        when: {last_attended: within the last 3 months}
        basis: unverified
  housing:
    title: Housing advice
    kind: housing
    located_by: home_area
    consent: referral
    criteria:
      homeless:
        says: has nowhere settled to live
        when: {housing_status: {not: settled}}
  drop_in:
    title: Drop-in
    kind: support
    located_by: nothing
    consent: none
    criteria:
      anyone:
        says: is an adult, or is 16 or 17 and not exploited
        when:
          any:
            - {age_years: 18 or over}
            - {age_years: 16 to 17, exploited: no}
  safeguarding:
    title: Safeguarding
    kind: safeguarding
    located_by: nothing
    consent: none
    criteria:
      at_risk:
        says: is under 18 and there are signs of exploitation
        when: {age_years: under 18, exploited: yes}
        source: T4
        basis: external
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(2,1,'Rules/programmes/treatment.yaml',CAST('programme: treatment
title: Community treatment
kind: treatment
located_by: home_area
consent: referral
criteria:
  class_a:
    says: uses heroin or crack
    otherwise: does not use heroin or crack
    when: {class_a_user: yes}
    source: T1 ¶3
    basis: stated
  adult:
    says: is 18 or over
    when: {age_years: 18 or over}
    source: T1 ¶4
    basis: inferred
bars:
  in_treatment:
    says: is in treatment already
    when: {on_script: yes}
    source: T1 ¶5
    basis: stated
hold:
  on_licence:
    says: is on licence, so probation is asked first
    when: {on_licence: yes}
next_steps: [Ring before the person leaves, Tell the person when to be there]
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(2,2,'Rules/routing.yaml',CAST('routing:
  alerts:
    immediate_risk:
      says: there is an immediate risk to life or safety
      do: Act on the risk before any referral; tell the custody officer and the nurse
      when: {immediate_risk: yes}
  order: [safeguarding, treatment, outreach, alcohol_course, housing, drop_in]
  urgent: [safeguarding]
  sequences:
    treatment_first:
      first: treatment
      then: [outreach]
      says: community treatment comes first; outreach goes on meanwhile
      when: {on_script: no}
      source: T1 ¶9
  low_priority:
    in_a_hostel:
      programmes: [outreach]
      says: the hostel has its own outreach worker
      when: {housing_status: hostel}
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(2,3,'Rules/vocabulary.yaml',CAST('# Every kind of fact; the places and services are invented.
facts:
  age_years:
    label: Age
    ask: How old is the person?
    type: whole number
    range: 10 to 120
    unit: years
    group: person
    protected: yes
  home_area:
    label: Home area
    ask: Which council area does the person live in?
    type: one of
    values_from: areas
    values: {outside_force_area: Outside the force area, no_fixed_abode: No fixed abode}
    group: person
  substances:
    label: Substances used
    ask: Which substances does the person use?
    type: several of
    values: {heroin: Heroin, crack: Crack cocaine, cannabis: Cannabis, alcohol: Alcohol}
    group: substances
    sensitivity: health
  on_script:
    label: On a script
    ask: Is the person prescribed opioid substitution treatment?
    type: yes or no
    changeable: yes
    group: substances
    sensitivity: health
  shop_thefts:
    label: Shop thefts in 12 months
    ask: How many shop thefts are recorded in the last 12 months?
    type: whole number
    range: 0 to 500
    unit: thefts in 12 months
    group: offending
    sensitivity: criminal
  domestic_abuse_offence:
    label: Domestic abuse offence
    ask: Is it a domestic abuse offence?
    type: yes or no
    group: offending
    sensitivity: criminal
  da_relationship:
    label: Relationship to the victim
    ask: What is the relationship to the victim?
    type: one of
    values: {intimate_partner: Partner or former partner, wider_family: Other family member}
    only_when: {domestic_abuse_offence: yes}
    group: offending
    sensitivity: criminal
  disposal:
    label: Disposal
    ask: Which disposal is being considered?
    type: one of
    values: {charge: Charge, caution: Conditional caution, community_resolution: Community resolution}
    group: offending
  last_attended:
    label: Last attended a course
    ask: When did the person last attend the course?
    type: date
    group: offending
  housing_status:
    label: Housing
    ask: Where does the person sleep?
    type: one of
    values: {settled: Settled home, rough_sleeping: Rough sleeping, hostel: Hostel}
    group: person
  on_licence:
    label: On licence
    ask: Is the person on licence?
    type: yes or no
    group: offending
    sensitivity: criminal
  immediate_risk:
    label: Immediate risk
    ask: Is anybody at immediate risk?
    type: yes or no
    group: safety
    sensitivity: safeguarding
  exploited:
    label: Signs of exploitation
    ask: Are there signs that the person is exploited?
    type: yes or no
    group: safety
    sensitivity: safeguarding
  consents_to_referral:
    label: Agrees to the referral
    ask: Does the person agree to be referred?
    type: yes or no
    changeable: yes
    group: consent
  consents_to_information_sharing:
    label: Agrees to sharing
    ask: Does the person agree that information is shared?
    type: yes or no
    changeable: yes
    group: consent
  can_give_consent_now:
    label: Can decide now
    ask: Can the person decide now?
    type: yes or no
    changeable: yes
    group: consent
definitions:
  class_a_user:
    says: uses heroin or crack
    when: {substances: [heroin, crack]}
    source: T1 ¶3
  prolific:
    says: steals from shops again and again
    versions:
      - {from: 2020-01-01, when: {shop_thefts: at least prolific_thefts}}
parameters:
  prolific_thefts:
    says: the number that makes a person prolific
    located_by: home_area
    values:
      - 12
      - {value: 10, area: barton, from: 2023-04-01}
constraints:
  children_are_not_on_licence:
    says: nobody under 14 is on licence
    impossible: {age_years: under 14, on_licence: yes}
' AS BLOB));
INSERT INTO "rulebook_file" VALUES(2,4,'Services/services.yaml',CAST('areas:
  ashford: {name: Ashford, gss: E07000105}
  barton: {name: Barton, gss: E07000106}
  corby: {name: Corby, gss: E07000107}
services:
  willow_ashford:
    programme: treatment
    name: Willow Ashford
    provider: Willow
    areas: [ashford]
    from: 2015-03-01
    agreement: willow_agreement
    capacity: {state: has_capacity, as_of: 2023-05-01}
    refer_by: phone
    contact: {phone: ask the area commissioner, opening_hours: Monday to Friday 9 to 5}
    source: T5
    basis: unverified
  willow_barton:
    programme: treatment
    name: Willow Barton
    provider: Willow
    areas: [barton]
    agreement: willow_agreement
    capacity: {state: waiting_list}
  willow_corby:
    programme: treatment
    name: Willow Corby
    provider: Willow
    areas: [corby]
    until: 2020-12-31
    agreement: willow_agreement
  street_team:
    programme: outreach
    name: Street Team
    provider: Ashford Council
    areas: [ashford, barton]
    agreement: not needed
    bars:
      banned:
        says: the team does not go to hostels
        when: {housing_status: hostel}
  sober_start:
    programme: alcohol_course
    name: Sober Start
    provider: Sober Start Ltd
    areas: everywhere
    confirmed_until: 2023-05-31
    agreement: not needed
    contact: {phone: ask the course office}
  roof_ashford:
    programme: housing
    name: Roof Ashford
    provider: Roof
    areas: [ashford, no_fixed_abode]
    capacity: {state: has_capacity}
    contact: {how: at the front desk}
  roof_barton:
    programme: housing
    name: Roof Barton
    provider: Roof
    areas: [barton]
    capacity: {state: no_capacity, as_of: 2023-05-02, by: Roof}
  corner:
    programme: drop_in
    name: The Corner
    provider: The Corner
    areas: everywhere
    agreement: not needed
  safeguarding_hub:
    programme: safeguarding
    name: Safeguarding hub
    provider: Ashford Council
    areas: everywhere
    agreement: not needed
    capacity: {state: has_capacity}
    refer_by: the portal
agreements:
  willow_agreement:
    title: Treatment referrals from police contact
    parties: [The force, Willow]
    from: 2022-01-01
    until: 2024-12-31
    clauses: {"4.2": Adults living in Ashford and Barton}
# read again
' AS BLOB));
CREATE TABLE rulebook_version (
    number INTEGER PRIMARY KEY, hash TEXT NOT NULL UNIQUE, published_at INTEGER NOT NULL,
    published_by TEXT NOT NULL, salt BLOB NOT NULL
) STRICT;
INSERT INTO "rulebook_version" VALUES(1,'sha256:1a6e3c5e79aab230e09e9b6b9f83246d7086e53d1772a0b31e5cea057cf8fa80',1795262400000,'worker',X'D8EF6A07E85B8B197B2429F1DE076F16A840913CC594519080DEA5993CFF9A43');
INSERT INTO "rulebook_version" VALUES(2,'sha256:3e742a9205566e13dea7e402eeb27ae48b9072d3bfedef0399bb63e5548ed208',1795262405000,'lead',X'8A331ABFD117C7B798127DFCBCEBF2AFFCEFBB677AC26B07B9C7B60189853B9B');
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO "setting" VALUES('origin','waymark/d152792164bb6887');
INSERT INTO "setting" VALUES('public_key','aad3f6519e210f90a9c12cdc5069fdf8df5ecb9ff397dcc2732b0ca5df4b5982');
CREATE INDEX audit_entry_by_subject ON audit_entry (subject);
CREATE INDEX decision_by_case ON decision (case_reference);
CREATE INDEX referral_by_case ON referral (case_reference);
CREATE INDEX referral_by_change ON referral (changed_at);
CREATE INDEX decision_by_time ON decision (decided_at);
CREATE INDEX referral_by_time ON referral (made_at);
CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry
    BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END;
