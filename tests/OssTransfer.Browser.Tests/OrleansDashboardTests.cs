using System.Text.RegularExpressions;
using Microsoft.Playwright;
using OssTransfer.Silo.Hosting;
using OssTransfer.Silo.Tests.Hosting;

namespace OssTransfer.Browser.Tests;

/// <summary>Orleans' own pages, behind our door.</summary>
public sealed class OrleansDashboardTests(Browser browser) : IClassFixture<Browser>, IDisposable
{
    private readonly TemporaryHome _temporary = new();

    public void Dispose() => _temporary.Dispose();

    [Fact]
    public async Task It_opens_after_the_same_sign_in_and_loads_nothing_from_elsewhere()
    {
        var page = await browser.OpenAsync();
        await using var silo = await SiloInstance.StartAsync(_temporary.Options with { ApiPort = 0 }, TestContext.Current.CancellationToken);
        var requests = new List<string>();
        page.Request += (_, request) => requests.Add(request.Url);

        await page.GotoAsync(silo.ApiUrl + "/orleans/");
        await page.FillAsync("#token", _temporary.Home.ReadToken()!);
        await page.PressAsync("#token", "Enter");

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/orleans/"));
        await Assertions.Expect(page.Locator("body")).ToContainTextAsync("Grains");
        Assert.DoesNotContain(
            requests, url => !url.StartsWith(silo.ApiUrl!, StringComparison.Ordinal) && !url.StartsWith("data:", StringComparison.Ordinal));
    }
}
