/// Index of a fact in its ``Vocabulary``.
package typealias FactID = Int
/// Index of a definition, parameter or constraint in its ``RuleBase``.
package typealias DeclarationID = Int
