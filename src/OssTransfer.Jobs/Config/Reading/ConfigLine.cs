namespace OssTransfer.Jobs.Config.Reading;

/// <summary>A line that gives a key a value.</summary>
internal sealed record ConfigLine(int Number, string Key, string Value);
