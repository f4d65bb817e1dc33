using OssTransfer.EndToEnd.Tests.Running;
using OssTransfer.LoopbackS3;
using SmtpServer.Protocol;

namespace OssTransfer.EndToEnd.Tests;

/// <summary>Mails of a silo as a mail server gets them.</summary>
public sealed class MailTests
{
    private static readonly TimeSpan AtOnce = TimeSpan.FromSeconds(10);

    [Theory]
    [InlineData("tls")]
    [InlineData("starttls")]
    [InlineData("none")]
    public async Task Job_that_ends_is_told_by_mail_at_once(string security)
    {
        await using var mail = security switch
        {
            "tls" => MailServer.Secure(),
            "starttls" => MailServer.WithStartTls(),
            _ => MailServer.Open(),
        };
        await using var bench = await Bench.StartAsync();
        bench.Variables["SSL_CERT_FILE"] = mail.CertificateFile;
        Fill(bench, 5);
        await bench.StartSiloAsync();
        var test = (await SetAsync(bench, mail, security, "--mail-test")).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("photos"), "--wait")).Expect(0);

        var mails = await mail.UntilAsync(2, AtOnce);

        Assert.Contains($"A mail to receiver@example.com was taken by localhost:{mail.Port}, {security}: ", test.Out, StringComparison.Ordinal);
        Assert.Equal(["[OssTransfer] a test", "[OssTransfer] photos: first pass done"], mails.Select(one => one.Subject));
        Assert.Equal(("\"OssTransfer\" <sender@example.com>", "receiver@example.com"), (mails[1].From.ToString(), mails[1].To.ToString()));
        Assert.Contains("  objects listed: 5\n  transferred: 5\n", Text(mails[1]), StringComparison.Ordinal);
        Assert.Contains($"osstransfer status photos --home={bench.Home}'", Text(mails[1]), StringComparison.Ordinal);
        Assert.Contains("<td>objects listed</td><td>5</td>", mails[1].HtmlBody, StringComparison.Ordinal);
        Assert.All(mail.Logins, login => Assert.Equal((MailServer.Account, MailServer.Password), login));

        var status = (await bench.RunAsync("status", "--mail")).Expect(0);
        Assert.Contains("mails are sent", status.Out, StringComparison.Ordinal);
        Assert.Matches(@"mail +sent +\[OssTransfer\] photos: first pass done", status.Out);
        await AssertNowhereAsync(bench, MailServer.Password);
    }

    [Fact]
    public async Task Failures_are_named_recovery_is_told_and_what_is_told_works_as_printed()
    {
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 20);
        var broken = bench.Server.Faults.Add(
            new() { Kind = FaultKind.Error, Status = 400, Code = "InvalidRequest", Key = "f00007", Times = null, Operations = [S3Operation.PutObject] });
        bench.Variables["LANG"] = "zh_CN.UTF-8";
        await bench.StartSiloAsync();
        (await SetAsync(bench, mail, "none")).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("flawed"), "--wait")).Expect(3);
        var failed = (await mail.UntilAsync(1, AtOnce))[0];
        bench.Server.Faults.Remove(broken);

        var advice = Text(failed).Split('\'').First(line => line.Contains(" redo ", StringComparison.Ordinal)).Split(' ');
        (await bench.RunAsync(advice[1..])).Expect(0);
        var again = (await mail.UntilAsync(2, AtOnce))[1];

        Assert.Equal("[OssTransfer] flawed：首次同步结束，有问题需要处理", failed.Subject);
        Assert.Matches("\n最先失败的文件：\n  f00007: [^\n]*InvalidRequest", Text(failed));
        Assert.Equal("[OssTransfer] flawed：恢复正常", again.Subject);
    }

    [Fact]
    public async Task Mail_that_is_not_taken_now_is_tried_again_and_what_is_wrong_is_shown()
    {
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 5);
        await bench.StartSiloAsync();
        var asked = 0;
        mail.Answer = _ => Interlocked.Increment(ref asked) == 1 ? new(SmtpReplyCode.MailboxUnavailable + -100, "come again") : SmtpResponse.Ok;
        (await SetAsync(bench, mail, "none")).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("late"), "--wait")).Expect(0);

        var first = await UntilStatusAsync(bench, "come again");
        var mails = await mail.UntilAsync(1, TimeSpan.FromSeconds(30));

        Assert.Contains("mails can't be sent at present: 450 come again; tried again ", first, StringComparison.Ordinal);
        Assert.Matches(@"\bwaiting\b.*\bnext try at 2.*; tried 1 times; .*come again", first);
        Assert.Equal("[OssTransfer] late: first pass done", Assert.Single(mails).Subject);
        Assert.Equal(2, asked);
    }

    [Fact]
    public async Task Wrong_password_is_shown_and_mended_by_a_new_one()
    {
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 5);
        await bench.StartSiloAsync();
        var test = (await SetAsync(bench, mail, "none", "--mail-test", $"--msg_from={MailServer.Account}:wrong-password")).Expect(1);
        (await bench.RunAsync("add", bench.DiskToStore("wrong"), "--wait")).Expect(0);
        var status = await UntilStatusAsync(bench, "can't be sent at present");

        (await bench.RunAsync("set", $"--msg_from={MailServer.Account}:{MailServer.Password}")).Expect(0);
        var mails = await mail.UntilAsync(1, AtOnce);

        Assert.Contains("the account or its password is refused", test.Error, StringComparison.Ordinal);
        Assert.Contains("the account or its password is refused", status, StringComparison.Ordinal);
        Assert.Equal("[OssTransfer] wrong: first pass done", Assert.Single(mails).Subject);
        await AssertNowhereAsync(bench, "wrong-password");
    }

    [Fact]
    public async Task Certificate_that_nobody_trusts_gets_no_password()
    {
        await using var mail = MailServer.Secure();
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();

        var test = (await SetAsync(bench, mail, "tls", "--mail-test")).Expect(1);

        Assert.Contains("a certificate that this machine doesn't trust", test.Error, StringComparison.Ordinal);
        Assert.Empty(mail.Logins);
    }

    [Fact]
    public async Task Password_in_the_open_goes_to_no_other_machine()
    {
        await using var bench = await Bench.StartAsync();
        await bench.StartSiloAsync();

        var set = (await bench.RunAsync("set", "--msg_from=a@example.com:secret-secret", "--smtp-host=mail.example.com", "--smtp-security=none")).Expect(2);

        Assert.Contains(
            "--smtp-security: none is for a server on this machine (127.0.0.1) only, mail.example.com is another one", set.Error, StringComparison.Ordinal);
        Assert.Contains("no sending account is set", (await bench.RunAsync("status", "--mail")).Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Mail_survives_kills_and_comes_twice_at_most()
    {
        const int Jobs = 4;
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 3);
        await bench.StartSiloAsync();
        (await SetAsync(bench, mail, "none")).Expect(0);
        for (var i = 0; i < Jobs; i++)
        {
            // Killed while the server has the mail and has not answered yet.
            var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var goOn = new ManualResetEventSlim();
            mail.Answer = _ =>
            {
                reached.TrySetResult();
                goOn.Wait(TimeSpan.FromSeconds(30));
                return SmtpResponse.Ok;
            };
            (await bench.RunAsync("add", bench.DiskToStore($"job{i}", $"des-prefix: {i}/"))).Expect(0);
            await reached.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
            await bench.KillSiloAsync();
            mail.Answer = _ => SmtpResponse.Ok;
            goOn.Set();
            await mail.UntilAsync((2 * i) + 2, TimeSpan.FromMinutes(1));
        }

        Assert.All(mail.Mails.GroupBy(one => one.Subject), job => Assert.Equal(2, job.Count()));
        Assert.All(mail.Mails.GroupBy(one => one.Subject), job => Assert.Single(job.Select(one => one.MessageId).Distinct()));
        Assert.Equal(Jobs, mail.Mails.Select(one => one.Subject).Distinct().Count());
    }

    [Fact]
    public async Task Mail_that_waits_outlives_its_silo()
    {
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 5);
        mail.Answer = _ => new(SmtpReplyCode.MailboxUnavailable + -100, "not yet");
        await bench.StartSiloAsync();
        (await SetAsync(bench, mail, "none")).Expect(0);
        (await bench.RunAsync("add", bench.DiskToStore("waits"), "--wait")).Expect(0);
        var began = TimeProvider.System.GetTimestamp();
        await UntilStatusAsync(bench, "not yet");
        (await bench.RunAsync("stop")).Expect(0);

        // Longer than a mail is kept that nobody is to get.
        var left = TimeSpan.FromSeconds(11) - TimeProvider.System.GetElapsedTime(began);
        await Task.Delay(left > TimeSpan.Zero ? left : TimeSpan.Zero, TestContext.Current.CancellationToken);
        mail.Answer = _ => SmtpResponse.Ok;
        await bench.StartSiloAsync();

        Assert.Equal("[OssTransfer] waits: first pass done", Assert.Single(await mail.UntilAsync(1, TimeSpan.FromSeconds(30))).Subject);
    }

    [Fact]
    public async Task Run_in_front_sends_its_mail_before_it_ends()
    {
        await using var mail = MailServer.Open();
        await using var bench = await Bench.StartAsync();
        Fill(bench, 5);
        await bench.StartSiloAsync();
        (await SetAsync(bench, mail, "none")).Expect(0);
        (await bench.RunAsync("stop")).Expect(0);

        (await bench.RunAsync("run", bench.DiskToStore("front"))).Expect(0);

        Assert.Equal("[OssTransfer] front: first pass done", Assert.Single(mail.Mails).Subject);
    }

    internal static Task<ProgramResult> SetAsync(Bench bench, MailServer mail, string security, params string[] more) => bench.RunAsync(
    [
        "set", .. more.Any(option => option.StartsWith("--msg_from", StringComparison.Ordinal))
                ? [] : new[] { $"--msg_from={MailServer.Account}:{MailServer.Password}" },
        "--msg_to=receiver@example.com", "--smtp-host=localhost", $"--smtp-port={mail.Port}", $"--smtp-security={security}", .. more,
    ]);

    private static async Task<string> UntilStatusAsync(Bench bench, string words)
    {
        for (var began = TimeProvider.System.GetTimestamp(); ;)
        {
            var status = (await bench.RunAsync("status", "--mail")).Expect(0).Out;
            if (status.Contains(words, StringComparison.Ordinal))
            {
                return status;
            }

            Assert.True(TimeProvider.System.GetElapsedTime(began) < TimeSpan.FromSeconds(30), status);
        }
    }

    private static async Task AssertNowhereAsync(Bench bench, string secret)
    {
        Assert.All(bench.Said, said => Assert.DoesNotContain(secret, said.Out + said.Error, StringComparison.Ordinal));
        var files = Directory.EnumerateFiles(bench.Home, "*", SearchOption.AllDirectories);
        foreach (var file in files.Where(file => !file.EndsWith(".lock", StringComparison.Ordinal)))
        {
            await using var open = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var content = new MemoryStream();
            await open.CopyToAsync(content, TestContext.Current.CancellationToken);
            Assert.True(content.ToArray().AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes(secret)) < 0, $"{file} has the password");
        }
    }

    private static string Text(MimeKit.MimeMessage mail) => mail.TextBody!.ReplaceLineEndings("\n");

    private static void Fill(Bench bench, int count)
    {
        for (var i = 0; i < count; i++)
        {
            bench.Write($"f{i:00000}", Samples.Bytes(100, i));
        }
    }
}
