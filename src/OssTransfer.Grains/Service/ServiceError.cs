namespace OssTransfer.Grains.Service;

/// <summary>One error of a configuration.</summary>
/// <param name="Line">From 1; 0 for the file as a whole.</param>
/// <param name="Key">The key; null where the line has none.</param>
/// <param name="Message">What is wrong and what is allowed.</param>
public sealed record ServiceError(int Line, string? Key, string Message);
