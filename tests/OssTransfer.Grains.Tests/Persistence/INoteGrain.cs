namespace OssTransfer.Grains.Tests.Persistence;

/// <summary>A grain with a state, for tests of the storage.</summary>
[Alias("OssTransfer.Tests.INoteGrain")]
public interface INoteGrain : IGrainWithStringKey
{
    [Alias("Write")]
    Task WriteAsync([Immutable] byte[] text);

    [Alias("Read")]
    Task<byte[]?> ReadAsync();

    [Alias("Clear")]
    Task ClearAsync();

    [Alias("Remind")]
    Task RemindAsync(string name);

    [Alias("Reminders")]
    Task<string[]> RemindersAsync();

    [Alias("Forget")]
    Task ForgetAsync(string name);
}
