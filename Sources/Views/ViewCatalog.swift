/// All views; a new one is a file beside these and a line here.
package enum ViewCatalog {
    package static let all: [any View.Type] = [
        ServicesView.self, DeploymentsView.self, StagesView.self, RollbacksView.self,
    ]
}
