namespace OssTransfer.Jobs.Preflight;

/// <summary>The names of problems, what they mean and what to do.</summary>
public static class PreflightProblems
{
    /// <summary>For scripts.</summary>
    public static string Name(PreflightProblem problem) => Row(problem).Name;

    /// <summary>For people: what it is and what to do.</summary>
    public static string Text(PreflightProblem problem) => Row(problem).Text;

    /// <summary>The object would fail, or would not be what it was; false for what is left out by design or may only be so.</summary>
    public static bool IsFailure(PreflightProblem problem) =>
        problem is not (PreflightProblem.OddKey or PreflightProblem.SpecialFile or PreflightProblem.DirectoryLink or PreflightProblem.SkippedLink
            or PreflightProblem.OutsideLink);

    private static (string Name, string Text) Row(PreflightProblem problem) => problem switch
    {
        PreflightProblem.KeyTooLong => ("key-too-long", "keys are longer than the destination holds, des-prefix included; shorten them or the prefix"),
        PreflightProblem.KeyCollision =>
            ("key-collision", "objects would have the same key at the destination; rename them, or keep what tells them apart (url-query, src-prefix)"),
        PreflightProblem.DiskName => ("disk-name", "keys are no path that a directory can hold; leave them out (src-exclude) or rename them"),
        PreflightProblem.FileAndDirectory => ("file-and-directory", "names would have to be a file and a directory; rename one or leave it out (src-exclude)"),
        PreflightProblem.KeyRefused => ("key-refused", "keys that this destination refuses or changes; rename them or leave them out (src-exclude)"),
        PreflightProblem.OddKey => ("odd-key", "keys with '.', '..' or empty names, which some servers and proxies change; 'probe' tries one"),
        PreflightProblem.Metadata => ("metadata", "objects have headers that the destination would refuse or cut; des-metadata: drop leaves those out"),
        PreflightProblem.NeedsRestore => ("needs-restore", "objects are archived; restore them at the source first"),
        PreflightProblem.TooLarge => ("too-large", "objects are larger than the destination holds"),
        PreflightProblem.BadLine => ("bad-line", "lines of the list name no object; correct them"),
        PreflightProblem.Missing => ("missing", "objects of the list are not at the source"),
        PreflightProblem.OtherSize => ("other-size", "objects have another size than the list says; correct the lines or leave the size out"),
        PreflightProblem.Unreadable => ("unreadable", "objects that the source does not show"),
        PreflightProblem.RefusedAddress => ("refused-address", "URLs lead to addresses that are not read from; url-allow opens private ones"),
        PreflightProblem.UnknownHost => ("unknown-host", "URLs have a host without an address, as seen from this machine"),
        PreflightProblem.BrokenLink => ("broken-link", "links lead nowhere or in a circle"),
        PreflightProblem.InvalidName => ("invalid-name", "file names are not valid UTF-8; set src-name-encoding"),
        PreflightProblem.UnreadableDirectory => ("unreadable-directory", "directories may not be read, what lies below them is unknown"),
        PreflightProblem.SpecialFile => ("special-file", "sockets, pipes and devices are left out"),
        PreflightProblem.DirectoryLink => ("directory-link", "links to directories are not followed"),
        PreflightProblem.SkippedLink => ("skipped-link", "links to files are left out (src-links)"),
        PreflightProblem.OutsideLink =>
            ("outside-link", "links lead to files outside the source, which are migrated with the silo's rights; src-links: inside or skip leaves them out"),
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };
}
