/// Every limit of this module, each with its reason.
public enum QuestionnaireLimits {
    /// Bytes of a form or of one of its choice lists. The largest XLSForms in the field, with choice lists of tens of
    /// thousands of places, stay under half of this.
    public static let documentBytesMax = 16 << 20
    /// Bytes of an instance: 500 questions with long texts stay far below.
    public static let instanceBytesMax = 4 << 20
    /// Bytes of an instance that is resumed: every answer was within its own limits when it was taken, and none may be
    /// out of reach for being one of many.
    public static let resumedBytesMax = 256 << 20
    /// Elements within elements. A spreadsheet's groups cost one level each in the instance and in the body, and
    /// nobody nests fifty.
    public static let elementDepthMax = 100
    /// Elements in one document, so that reading stays within some hundred megabytes of memory. A list of 60,000 places
    /// with four columns is as large.
    public static let elementsMax = 300_000
    /// Attributes and namespaces of one element. The root of a form declares some ten; libxml2 compares each with all
    /// others.
    public static let attributesMax = 100
    /// Questions, groups and calculations of one form. Field forms seldom pass 2,000.
    public static let nodesMax = 20_000
    /// Characters of one expression. Generated ones (long `concat` or `or` chains) reach some thousand.
    public static let expressionCharactersMax = 32_768
    /// Parentheses, predicates and calls within each other; libxml2 itself stops at a few thousand.
    public static let expressionDepthMax = 60
    /// Operands that one chain of `and`, `or`, `+` may have; each costs a level of libxml2's recursion.
    public static let expressionOperandsMax = 400
    /// Steps of one path, and predicates of one step; each costs a level of libxml2's recursion. The form itself is at
    /// most ``elementDepthMax`` deep.
    public static let pathStepsMax = 200
    /// How often a match by `regex()` may report that it is still looking before it counts as no match. The library
    /// reports after every 10,000 steps, so that this is the same on all machines: some ten milliseconds.
    public static let patternReportsMax = 100
    /// What such a report costs of ``evaluationStepsMax``.
    static let stepsPerPatternReport = 100_000
    /// Entries of one repeat. A form that counts higher has a slip in its count, and every entry costs memory.
    public static let repeatEntriesMax = 1_000
    /// Nodes of one instance, so that repeats within repeats stay within some tens of megabytes of memory.
    public static let instanceNodesMax = 100_000
    /// Bytes of one answer, so that a pasted file does not become an answer.
    public static let answerBytesMax = 64 << 10
    /// Digits of a decimal before and after its point, written out. Records keep 34.
    public static let decimalPlacesMax = 30
    /// Bytes of a text that an expression gives; a record keeps no longer ones. Without this, forty calculations that
    /// double the text of the one before would fill any memory.
    public static let calculatedBytesMax = 64 << 10
    /// Steps that one answer, or opening a form, may cost: nodes that libxml2 visits and operations that it does, and
    /// for each call of a function ``stepsPerCall`` more. It is some seconds on a slow machine, and the same everywhere. A filter
    /// over a list of 15,000 rows with two conditions takes 1.5 million.
    public static let evaluationStepsMax = 50_000_000
    /// What a call of a function costs besides the nodes and texts that it is given, measured against a step of libxml2.
    static let stepsPerCall = 20
    /// Steps that a form may cost when it is tried out at its import; what is beyond is left to the limit of one answer.
    static let trialStepsMax = 200_000_000
    /// Faults reported at once; more do not help the one who mends the form.
    public static let faultsMax = 100
    /// Rounds in which counted repeats may add or remove entries after one answer before the form is called unstable.
    public static let settlingRoundsMax = 20
}
