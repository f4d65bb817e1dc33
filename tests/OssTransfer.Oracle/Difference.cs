namespace OssTransfer.Oracle;

/// <summary>One key at which a place differs from what it shall hold, and in what.</summary>
public sealed record Difference(DifferenceKind Kind, string Key, string What)
{
    public override string ToString() => $"{Key}: {What}";
}
