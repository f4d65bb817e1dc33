using Microsoft.Playwright;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Browser.Tests;

/// <summary>How pages look and read: each in both languages, light and dark, on a desk and on a phone.</summary>
public sealed class PagesTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Paths =
    [
        "/", "/jobs/photos-archive", "/jobs/photos-archive/failures", "/jobs/photos-archive/config", "/jobs/photos-archive/explain?name=a",
        "/jobs/photos-archive/commands/rm", "/machines", "/commands", "/mail", "/settings",
    ];

    [Theory]
    [InlineData(1280, 800, ColorScheme.Light, "en-US")]
    [InlineData(1280, 800, ColorScheme.Dark, "zh-CN")]
    [InlineData(390, 844, ColorScheme.Dark, "en-US")]
    [InlineData(390, 844, ColorScheme.Light, "zh-CN")]
    public async Task Every_page_can_be_read_by_everybody(int width, int height, ColorScheme scheme, string language)
    {
        await using var server = await Samples.StartAsync();
        var page = await browser.OpenAsync(width, height, scheme, language);
        var refused = new List<string>();
        page.Console += (_, message) => refused.AddRange(message.Type == "error" ? [message.Text] : []);
        var others = new List<string>();
        page.Request += (_, request) => others.AddRange(request.Url.StartsWith(server.Running.Url, StringComparison.Ordinal) ? [] : [request.Url]);

        await page.GotoAsync(server.Running.Url);
        await Browser.AssertAccessibleAsync(page);
        await page.FillAsync("#token", ApiServer.Token);
        await page.PressAsync("#token", "Enter");
        foreach (var path in Paths)
        {
            await page.GotoAsync(server.Running.Url + path);

            await Browser.AssertAccessibleAsync(page);
            Assert.Equal(language == "zh-CN", (await page.InnerTextAsync("nav")).Contains("任务", StringComparison.Ordinal));
            Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width} pixels.");
            if (Environment.GetEnvironmentVariable("OSSTRANSFER_TEST_SHOTS") is { } shots)
            {
                var name = path == "/" ? "jobs" : path.Trim('/').Replace('/', '-').Split('?')[0];
                await page.ScreenshotAsync(new() { Path = Path.Combine(shots, $"{name}-{width}-{scheme}-{language}.png"), FullPage = true });
            }
        }

        Assert.Empty(refused);
        Assert.Empty(others);
    }
}
