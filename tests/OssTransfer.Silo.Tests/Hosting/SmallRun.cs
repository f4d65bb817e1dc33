using Microsoft.Extensions.DependencyInjection;
using OssTransfer.Grains.Service;
using OssTransfer.Silo.Hosting;

namespace OssTransfer.Silo.Tests.Hosting;

/// <summary>A job from one directory to another, in a silo of this process, until its only pass has ended.</summary>
internal static class SmallRun
{
    /// <summary>Moves files <c>f0</c>, <c>f1</c> and so on.</summary>
    /// <returns>The directory that they lie in.</returns>
    public static async Task<string> MoveAsync(SiloInstance silo, TemporaryHome temporary, string job, int files, int bytes)
    {
        var cancel = TestContext.Current.CancellationToken;
        var (from, to) = (Path.GetFullPath(Path.Combine(temporary.Home.Path, "../from")), Path.GetFullPath(Path.Combine(temporary.Home.Path, "../to")));
        Directory.CreateDirectory(from);
        Directory.CreateDirectory(to);
        for (var i = 0; i < files; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(from, $"f{i}"), new byte[bytes], cancel);
        }

        var jobs = silo.Services.GetRequiredService<IJobService>();
        var added = await jobs.AddAsync(
            new()
            {
                Config = $"job-ID: {job}\nsrc-filetype: diskfile\nsrc-absolutepath: {from}\n"
                    + $"des-filetype: diskfile\ndes-absolutepath: {to}\nsync-enable-increment: False\n",
            },
            new CommandContext("one", "test"),
            cancel);
        Assert.True(added.IsDone, added.Message);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await jobs.StatusAsync(job, cancel) is { IsActive: true } or { ExitCode: null })
        {
            await timer.WaitForNextTickAsync(cancel);
        }

        return from;
    }
}
