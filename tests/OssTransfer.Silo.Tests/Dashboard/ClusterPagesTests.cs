using System.Net;
using OssTransfer.Silo.Tests.Api;

namespace OssTransfer.Silo.Tests.Dashboard;

public sealed class ClusterPagesTests : SignedInTests
{
    [Fact]
    public async Task Machines_show_what_they_do()
    {
        Server.Jobs.Machines.Add(FakeJobService.Machine("m7"));

        var page = await Visitor.PageAsync("/machines");

        Assert.All(["m7", "10.0.0.7:11111", "3/4", "50 %", "134.2 MB", "2026-01-02"], shown => Assert.Contains(shown, page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Settings_are_changed_and_taken_back()
    {
        using var set = await Visitor.PostAsync("/settings", await Visitor.FormTokenAsync("/settings"), ("masters", "3"), ("workers", ""));
        var after = await Visitor.PageAsync("/settings");
        using var back = await Visitor.PostAsync("/settings", await Visitor.FormTokenAsync("/settings"), ("masters", ""), ("workers", ""));

        Assert.Equal(HttpStatusCode.SeeOther, set.StatusCode);
        Assert.Contains("value=\"3\"", after, StringComparison.Ordinal);
        Assert.Null(Server.Settings.Settings.MaxMasters);
        Assert.Contains("\tset\t", await File.ReadAllTextAsync(Server.CommandLog, Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_named_and_nothing_is_set()
    {
        using var answer = await Visitor.PostAsync("/settings", await Visitor.FormTokenAsync("/settings"), ("masters", "many"), ("workers", "5"));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(0, Server.Settings.Settings.Version);
    }

    [Fact]
    public async Task Mails_say_why_none_is_sent() => Assert.Contains("<h1>Mail</h1>", await Visitor.PageAsync("/mail"), StringComparison.Ordinal);
}
