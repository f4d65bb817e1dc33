using OssTransfer.Jobs.Settings;

namespace OssTransfer.Jobs.Tests.Settings;

public sealed class SettingsReaderTests
{
    [Theory]
    [InlineData("1", 1)]
    [InlineData(" 1000 ", 1000)]
    [InlineData("default", null)]
    [InlineData("DEFAULT", null)]
    public void A_number_or_its_taking_back_is_read(string text, int? expected)
    {
        var read = SettingsReader.Read(new() { MaxMasterNum = text, MaxWorkerNum = text });

        Assert.Empty(read.Problems);
        Assert.Equal(new NumberSetting(expected), read.Masters);
        Assert.Equal(new NumberSetting(expected), read.Workers);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("1001")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData("1.5")]
    [InlineData("1,000")]
    [InlineData("99999999999999999999")]
    [InlineData("many")]
    [InlineData("")]
    public void Another_number_is_refused(string text)
    {
        var problem = Assert.Single(SettingsReader.Read(new() { MaxMasterNum = text }).Problems);

        Assert.Equal("--max-master-num", problem.Key);
        Assert.Contains("1 to 1000", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_errors_are_told_at_once()
    {
        var read = SettingsReader.Read(new() { MaxMasterNum = "0", MaxWorkerNum = "x", MsgFrom = "nobody", MsgTo = "a@b c" });

        Assert.Equal(["--max-master-num", "--max-worker-num", "--msg_from", "--msg_to", "--msg_to"], read.Problems.Select(problem => problem.Key).Order());
    }

    [Theory]
    [InlineData("from@example.com:pass", "to@example.com")]
    [InlineData("to@example.com", "from@example.com:pass")]
    public void The_address_with_the_password_sends_whichever_option_has_it(string from, string to)
    {
        var read = SettingsReader.Read(new() { MsgFrom = from, MsgTo = to });

        Assert.Empty(read.Problems);
        Assert.Equal(("from@example.com", "pass"), (read.Sender!.Address, read.Sender.Password!.Reveal()));
        Assert.Equal("to@example.com", read.Receiver!.Address);
    }

    [Fact]
    public void Either_may_be_set_alone()
    {
        Assert.Empty(SettingsReader.Read(new() { MsgTo = "from@example.com:pass" }).Problems);
        Assert.Empty(SettingsReader.Read(new() { MsgFrom = "to@example.com" }).Problems);
    }

    [Fact]
    public void A_password_may_hold_colons_and_spaces()
    {
        Assert.Equal(" a:b ", SettingsReader.Read(new() { MsgTo = "me@example.com: a:b " }).Sender!.Password!.Reveal());
    }

    [Theory]
    [InlineData("a@example.com:topsecret", "b@example.com:topsecret", "both")]
    [InlineData("a@example.com", "b@example.com", "neither")]
    public void Both_or_neither_with_a_password_is_refused(string from, string to, string why)
    {
        var problem = Assert.Single(SettingsReader.Read(new() { MsgFrom = from, MsgTo = to }).Problems);

        Assert.StartsWith(why, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("topsecret", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody:topsecret")]
    [InlineData("@example.com:topsecret")]
    [InlineData("me@:topsecret")]
    [InlineData("me@you@example.com:topsecret")]
    [InlineData("me@example.com:")]
    [InlineData("me@example.com:-")]
    public void What_is_no_account_is_refused_without_its_password(string text)
    {
        var problem = Assert.Single(SettingsReader.Read(new() { MsgFrom = text }).Problems);

        Assert.DoesNotContain("topsecret", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_needs_a_number_of_workers()
    {
        Assert.Equal("--ip", Assert.Single(SettingsReader.Read(new() { MaxMasterNum = "1", Machine = "m1" }).Problems).Key);
        Assert.Empty(SettingsReader.Read(new() { MaxWorkerNum = "1", Machine = "m1" }).Problems);
        Assert.Equal("--ip", Assert.Single(SettingsReader.Read(new() { MaxWorkerNum = "1", Machine = " " }).Problems).Key);
    }

    [Fact]
    public void Nothing_at_all_is_answered_with_what_can_be_set()
    {
        Assert.Contains(SettingsReader.What, Assert.Single(SettingsReader.Read(new()).Problems).Message, StringComparison.Ordinal);
    }
}
