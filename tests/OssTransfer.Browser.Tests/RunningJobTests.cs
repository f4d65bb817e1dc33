using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using OssTransfer.Contracts;
using OssTransfer.Grains.Service;
using OssTransfer.Silo.Hosting;
using OssTransfer.Silo.Tests.Hosting;

namespace OssTransfer.Browser.Tests;

/// <summary>Somebody who looks after a job of a silo from a browser alone.</summary>
public sealed class RunningJobTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private const int Files = 24;
    private const int FileBytes = 200_000;

    private readonly TemporaryHome _temporary = new();
    private readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("osstransfer-browser-");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _temporary.Dispose();
        _data.Delete(recursive: true);
    }

    [Theory]
    [InlineData(1280, 800, "en-US", "Pause", "Continue", "running", "paused")]
    [InlineData(390, 844, "zh-CN", "暂停", "继续", "运行中", "已暂停")]
    public async Task Job_is_watched_paused_continued_made_faster_and_its_failure_explained(
        int width, int height, string language, string pause, string goOn, string running, string paused)
    {
        var page = await browser.OpenAsync(width, height, language: language);
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, Cancel);
        await AddSlowJobAsync(silo.Services.GetRequiredService<IJobService>());

        // Signs in on the way to the job.
        await page.GotoAsync(silo.ApiUrl + "/jobs/photos");
        await page.FillAsync("#token", _temporary.Home.ReadToken()!);
        await page.PressAsync("#token", "Enter");
        await Assertions.Expect(page.Locator("h1")).ToHaveTextAsync("photos");
        await Assertions.Expect(page.Locator(".head .state")).ToContainTextAsync(running);

        // It moves, and the page is never loaded again.
        await page.EvaluateAsync("window.isSame = true");
        var bar = page.Locator(".big progress");
        await Assertions.Expect(bar).ToHaveAttributeAsync("value", new Regex("[1-9]"));
        var seen = (await bar.GetAttributeAsync("value"))!;
        await Assertions.Expect(bar).Not.ToHaveAttributeAsync("value", seen);
        Assert.True(Number(await bar.GetAttributeAsync("value")) > Number(seen));
        Assert.True(await page.EvaluateAsync<bool>("window.isSame === true"));

        // Pause, by keyboard; the question comes first.
        await page.Locator(".actions a", new() { HasTextString = pause }).FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".confirm")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".head .state")).ToContainTextAsync(paused);
        await Browser.AssertAccessibleAsync(page);

        // As fast as it can, and on.
        await page.GotoAsync(silo.ApiUrl + "/jobs/photos/config");
        await page.FillAsync("#bandwidth", "none");
        await page.ClickAsync(".settings button");
        await Assertions.Expect(page.Locator(".notice")).ToBeVisibleAsync();
        await page.Locator(".actions a", new() { HasTextString = goOn }).ClickAsync();
        await page.ClickAsync(".confirm button");
        await Assertions.Expect(page.Locator(".head .s-failed, .head .s-waiting")).ToBeVisibleAsync();

        // What failed, and why.
        await page.GotoAsync(silo.ApiUrl + "/jobs/photos/failures");
        await page.ClickAsync("th a:has-text('taken')");
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync("taken");
        await Assertions.Expect(page.Locator(".facts dd").First).ToBeVisibleAsync();
    }

    private static double Number(string? text) => double.Parse(text!, CultureInfo.InvariantCulture);

    private async Task AddSlowJobAsync(IJobService jobs)
    {
        var (source, destination) = (_data.CreateSubdirectory("source"), _data.CreateSubdirectory("destination"));
        for (var i = 0; i < Files; i++)
        {
            await File.WriteAllBytesAsync(Path.Combine(source.FullName, $"IMG_{i:000}.jpg"), RandomNumberGenerator.GetBytes(FileBytes), Cancel);
        }

        // A file can't be where a directory is.
        await File.WriteAllTextAsync(Path.Combine(source.FullName, "taken"), "x", Cancel);
        await File.WriteAllTextAsync(Path.Combine(destination.CreateSubdirectory("taken").FullName, "by-another"), "y", Cancel);
        var config = $"""
            job-ID: photos
            src-filetype: diskfile
            src-absolutepath: {source.FullName}
            des-filetype: diskfile
            des-absolutepath: {destination.FullName}
            sync-enable-increment: False
            max-bandwidth: 200kB/s
            """;
        var answer = await jobs.AddAsync(new() { Config = config }, new("browser-test", "test"), Cancel);
        Assert.True(answer.Code == ExitCode.Done, answer.Message + string.Join("; ", answer.Errors));
    }
}
