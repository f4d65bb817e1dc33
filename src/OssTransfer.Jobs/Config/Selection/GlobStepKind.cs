namespace OssTransfer.Jobs.Config.Selection;

/// <summary>The kinds of steps that a glob is made of.</summary>
internal enum GlobStepKind
{
    /// <summary>One given character.</summary>
    Literal,

    /// <summary><c>?</c>: one character but <c>/</c>.</summary>
    AnyOne,

    /// <summary><c>[a-z]</c>: one character of a set.</summary>
    Class,

    /// <summary><c>*</c>: any number of characters but <c>/</c>.</summary>
    AnyInSegment,

    /// <summary><c>**</c>: any number of characters.</summary>
    Any,

    /// <summary>In front of the two steps of <c>**/</c>: they may be left out together, so that no directory is also some directories.</summary>
    OptionalDirectories,
}
