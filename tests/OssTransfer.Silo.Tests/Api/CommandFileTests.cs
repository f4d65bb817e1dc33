using OssTransfer.Silo.Api;

namespace OssTransfer.Silo.Tests.Api;

public sealed class CommandFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("osstransfer-log-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData(3, new[] { "log.1.txt", "log.2.txt", "log.txt" })]
    [InlineData(1, new[] { "log.txt" })]
    public async Task File_is_set_aside_and_the_oldest_goes(int files, string[] expected)
    {
        var file = new CommandFile(Path.Combine(_directory.FullName, "log.txt"), 10, files);

        for (var number = 0; number < 10; number++)
        {
            await file.AppendAsync($"line {number}", TestContext.Current.CancellationToken);
        }

        Assert.Equal(expected, _directory.GetFiles().Select(one => one.Name).Order(StringComparer.Ordinal));
        Assert.Equal("line 8\nline 9\n", await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "log.txt"), TestContext.Current.CancellationToken));
        Assert.True(
            files == 1
                || await File.ReadAllTextAsync(Path.Combine(_directory.FullName, "log.1.txt"), TestContext.Current.CancellationToken) == "line 6\nline 7\n");
    }
}
