using System.Net;
using System.Net.Http.Json;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Settings;

namespace OssTransfer.Silo.Tests.Api;

public sealed class SettingsEndpointsTests : IAsyncLifetime
{
    private ApiServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await ApiServer.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task What_is_set_is_answered_and_read_again_with_the_password_masked()
    {
        var response = await PostAsync(new() { MaxMasterNum = "3", MsgTo = "me@example.com:topsecret" });
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var settings = await _server.Client.GetFromJsonAsync(ApiRoutes.Settings, ContractsJson.Default.SettingsView, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("topsecret", body, StringComparison.Ordinal);
        Assert.Equal((3, "me@example.com", "***", false), (settings!.MaxMasterNum, settings.Mail.Sender, settings.Mail.Password, settings.Mail.IsSent));
    }

    [Fact]
    public async Task All_errors_come_back_and_nothing_is_set()
    {
        var response = await PostAsync(new() { MaxMasterNum = "3", MaxWorkerNum = "0", Machine = "m9" });
        var answer = await response.Content.ReadFromJsonAsync(ContractsJson.Default.SetAnswer, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.BadRequest, ExitCode.Usage), (response.StatusCode, answer!.Code));
        Assert.Equal(["--max-worker-num", "--ip"], answer.Errors.Select(error => error.Key));
        Assert.Equal(0, _server.Settings.Settings.Version);
    }

    [Fact]
    public async Task The_command_log_tells_it_without_the_password()
    {
        await PostAsync(new() { MaxWorkerNum = "8", MsgFrom = "me@example.com:topsecret" });
        await PostAsync(new() { MsgFrom = "me:topsecret", MsgTo = "you@example.com:topsecret" });

        var lines = await File.ReadAllLinesAsync(_server.CommandLog, TestContext.Current.CancellationToken);
        Assert.Equal(2, lines.Length);
        Assert.Contains("\tset\t-\t0\tSet: max-worker-num 8 for every machine; mail sender me@example.com, password ***.", lines[0], StringComparison.Ordinal);
        Assert.Contains("\tset\t-\t2\t", lines[1], StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", string.Concat(lines), StringComparison.Ordinal);
    }

    private Task<HttpResponseMessage> PostAsync(SetRequest request) =>
        _server.Client.PostAsJsonAsync(ApiRoutes.Settings, request, ContractsJson.Default.SetRequest, TestContext.Current.CancellationToken);
}
