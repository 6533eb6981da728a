/// A way to another page: its words and its address.
package struct Link: Sendable {
    package var title: String
    package var address: String

    package init(_ title: String, _ address: String) {
        self.title = title
        self.address = address
    }
}
