using System.Buffers.Binary;
using Microsoft.Playwright;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Browser.Tests;

/// <summary>How pages look and read: each in both languages, light and dark, on a desk and on a phone.</summary>
public sealed class PagesTests(Browser browser) : IClassFixture<Browser>
{
    private static readonly string[] Paths =
    [
        "/", "/jobs/photos-archive", "/jobs/photos-archive/failures", "/jobs/backup-eu/deletes", "/jobs/photos-archive/config", "/jobs/photos-archive/explain?name=a",
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
        }

        Assert.Empty(refused);
        Assert.Empty(others);
    }

    /// <summary>With <c>OSSTRANSFER_STORE_PICTURES=1</c> they are made again.</summary>
    [Theory]
    [InlineData("jobs", "/", 1280, 640, ColorScheme.Light, "en-US")]
    [InlineData("job", "/jobs/photos-archive", 1280, 900, ColorScheme.Dark, "en-US")]
    [InlineData("job-zh", "/jobs/photos-archive", 1280, 900, ColorScheme.Light, "zh-CN")]
    [InlineData("phone", "/jobs/photos-archive", 390, 844, ColorScheme.Light, "en-US")]
    public async Task Pictures_of_the_documentation_are_of_its_pages(string name, string path, int width, int height, ColorScheme scheme, string language)
    {
        await using var server = await Samples.StartAsync();
        var page = await browser.OpenAsync(width, height, scheme, language);
        await page.GotoAsync(server.Running.Url + path);
        await page.FillAsync("#token", ApiServer.Token);
        await page.PressAsync("#token", "Enter");
        await page.WaitForURLAsync(server.Running.Url.TrimEnd('/') + path);

        var picture = await page.ScreenshotAsync();

        var file = Path.Combine(Root(), "docs", "images", name + ".png");
        if (Environment.GetEnvironmentVariable("OSSTRANSFER_STORE_PICTURES") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            await File.WriteAllBytesAsync(file, picture, TestContext.Current.CancellationToken);
        }

        Assert.Equal(SizeOf(picture), SizeOf(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
    }

    // A PNG's width and height, as they stand at its beginning.
    private static (int Width, int Height) SizeOf(byte[] picture) =>
        (BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(picture.AsSpan(20)));

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "OssTransfer.sln")))
        {
            at = at.Parent ?? throw new DirectoryNotFoundException("These tests look at the documentation: run them where they were built.");
        }

        return at.FullName;
    }
}
