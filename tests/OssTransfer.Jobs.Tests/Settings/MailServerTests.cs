using OssTransfer.Jobs.Settings;

namespace OssTransfer.Jobs.Tests.Settings;

public sealed class MailServerTests
{
    [Theory]
    [InlineData("me@163.com", null, null, null, "smtp.163.com:465, tls")]
    [InlineData("me@126.com", null, null, null, "smtp.126.com:465, tls")]
    [InlineData("me@QQ.com", null, null, null, "smtp.qq.com:465, tls")]
    [InlineData("me@aliyun.com", null, null, null, "smtp.aliyun.com:465, tls")]
    [InlineData("me@sina.com", null, null, null, "smtp.sina.com:465, tls")]
    [InlineData("me@gmail.com", null, null, null, "smtp.gmail.com:465, tls")]
    [InlineData("me@gmail.com", null, 587, null, "smtp.gmail.com:587, starttls")]
    [InlineData("me@outlook.com", null, null, null, "smtp-mail.outlook.com:587, starttls")]
    [InlineData("me@company.cn", "exmail", null, null, "smtp.exmail.qq.com:465, tls")]
    [InlineData("me@company.cn", "qiye.aliyun", null, null, "smtp.qiye.aliyun.com:465, tls")]
    [InlineData("me@company.cn", "mail.company.cn", null, null, "mail.company.cn:465, tls")]
    [InlineData("me@company.cn", "mail.company.cn", 2525, null, "mail.company.cn:2525, tls")]
    [InlineData("me@company.cn", "mail.company.cn", 587, null, "mail.company.cn:587, starttls")]
    [InlineData("me@company.cn", "mail.company.cn", null, SmtpSecurity.StartTls, "mail.company.cn:587, starttls")]
    [InlineData("me@163.com", null, null, SmtpSecurity.StartTls, "smtp.163.com:587, starttls")]
    [InlineData("me@company.cn", "127.0.0.1", null, SmtpSecurity.None, "127.0.0.1:25, none")]
    [InlineData("me@company.cn", null, null, null, null)]
    public void Server_is_what_was_set_else_the_one_of_the_address(string sender, string? host, int? port, SmtpSecurity? security, string? shown) =>
        Assert.Equal(shown, MailServer.Of(new() { MailSender = sender, SmtpHost = host, SmtpPort = port, SmtpSecurity = security })?.Shown);

    [Theory]
    [InlineData(null, "r@example.com", null, null, "no sending account")]
    [InlineData("me@163.com", null, null, null, "no receiver")]
    [InlineData("me@company.cn", "r@example.com", null, null, "the mail server of me@company.cn isn't known")]
    [InlineData("me@163.com", "r@example.com", null, SmtpSecurity.None, "smtp.163.com is another machine")]
    [InlineData("me@company.cn", "r@example.com", "[::1]", SmtpSecurity.None, null)]
    [InlineData("me@163.com", "r@example.com", null, null, null)]
    public void What_keeps_mail_from_being_sent_is_said(string? sender, string? receiver, string? host, SmtpSecurity? security, string? missing)
    {
        var said = SettingsText.NotSent(new() { MailSender = sender, MailReceiver = receiver, SmtpHost = host, SmtpSecurity = security });

        Assert.True(missing is null ? said is null : said?.StartsWith(missing, StringComparison.Ordinal) == true, said);
    }

    [Fact]
    public void Settings_of_mail_are_stored_and_taken_back()
    {
        var set = new ClusterSettings().Apply(
            new() { SmtpHost = new("mail.company.cn"), SmtpPort = new(2525), SmtpSecurity = new(SmtpSecurity.StartTls) }, default);
        var read = SettingsJson.Decode(SettingsJson.Encode(set));

        Assert.Equal(("mail.company.cn", (int?)2525, (SmtpSecurity?)SmtpSecurity.StartTls), (read.SmtpHost, read.SmtpPort, read.SmtpSecurity));
        var back = read.Apply(new() { SmtpHost = new(null), SmtpPort = new(null), SmtpSecurity = new(null) }, default);
        Assert.Equal((null, null, null), (back.SmtpHost, back.SmtpPort, back.SmtpSecurity));
    }
}
