using System.Text.RegularExpressions;
using OssTransfer.Contracts;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Reports;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Notices;

public sealed partial class NoticeTextTests
{
    private static readonly Notice Failed = new()
    {
        Id = "1",
        Cause = NoticeCause.Errors,
        At = DateTimeOffset.UnixEpoch,
        JobId = "photos",
        Run = 2,
        State = "waiting",
        Code = ExitCode.Failures,
        Reason = $"12 failed; see {Advice.Of("failures", "photos")}, then {Advice.Of("redo", "photos", "--failed")}",
        Numbers = new() { Listed = 4004, Transferred = 3992, Failed = 12, BytesTransferred = 1_234_567 },
        StartedAt = DateTimeOffset.UnixEpoch,
        FinishedAt = DateTimeOffset.UnixEpoch.AddHours(1),
    };

    private static readonly NoticeContext Context = new()
    {
        Machine = "m1",
        Advise = text => Advice.Rewrite(text, words => $"/opt/osstransfer {words} --home=/data"),
        Zone = TimeZoneInfo.CreateCustomTimeZone("z", TimeSpan.FromHours(8), "z", "z"),
    };

    [Fact]
    public void Numbers_reason_times_and_advice_are_told()
    {
        var mail = NoticeText.Of(Failed, Context);

        Assert.Equal("[OssTransfer] photos: a pass ended, not everything is in order", mail.Subject);
        Assert.All(
            [
                "objects listed: 4,004", "transferred: 3,992", "failed: 12", "bytes transferred: 1,234,567", "started: 1970-01-01 08:00:00 +08:00",
                "'/opt/osstransfer failures photos --home=/data'", "'/opt/osstransfer redo photos --failed --home=/data'",
                "'/opt/osstransfer status photos --home=/data'", "Commands are for the machine m1.",
            ],
            part => Assert.Contains(part, mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("conflicts", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("'osstransfer ", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Ten_failures_are_named_and_the_rest_is_counted()
    {
        var lines = Enumerable.Range(0, 11).Select(i => new FailureLine(ObjectKey.From($"key{i:00}"), 1, $"reason{i:00}", "transfer", 2));

        var text = NoticeText.Of(Failed, Context with { Failures = [.. lines] }).Text;

        Assert.Contains("  key09: reason09\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("key10", text, StringComparison.Ordinal);
        Assert.Contains("and 2 more", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_keys_and_servers_say_can_do_nothing()
    {
        var odd = "a\r\nBcc: everybody@example.com\u202E\u0007<script>alert(1)</script>&\"";
        var mail = NoticeText.Of(
            Failed with { JobId = odd, Reason = odd }, Context with { Failures = [new(ObjectKey.From(odd), null, odd, "transfer", 2)] });

        Assert.DoesNotContain('\n', mail.Subject);
        Assert.DoesNotContain('\r', mail.Subject);
        Assert.All(
            [mail.Subject, mail.Text, mail.Html],
            part => Assert.DoesNotContain(part, letter => (char.IsControl(letter) && letter != '\n') || letter == '\u202E'));
        Assert.Contains("a\\r\\nBcc: everybody@example.com\\xe2\\x80\\xae\\x07<script>", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("\nBcc", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keys_are_named_as_failures_prints_them()
    {
        var key = new ObjectKey([0xFF, (byte)'\\', (byte)'a']);

        var mail = NoticeText.Of(Failed, Context with { Failures = [new(key, 1, "refused", "transfer", 2)] });

        Assert.Contains("  \\xff\\\\a: refused\n", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_job_is_told_in_words_of_its_own()
    {
        var compared = Failed with { Numbers = new() { Listed = 44, Skipped = 40, Failed = 4, Missing = 2, Different = 1, Unreadable = 1, Extra = 5 } };

        var mail = NoticeText.Of(compared, Context with { Failures = [new(ObjectKey.From("a"), 1, "missing at the destination", "check", 2)] });
        var first = NoticeText.SubjectOf(compared with { Cause = NoticeCause.FirstPass, Code = ExitCode.Done });

        Assert.Equal("[OssTransfer] photos: a comparison ended, not everything is in order", mail.Subject);
        Assert.Equal("[OssTransfer] photos: first comparison done, both sides are the same", first);
        Assert.All(
            [
                "objects listed: 44", "the same on both sides: 40", "missing at the destination: 2", "different: 1", "could not be compared: 1",
                "only at the destination: 5", "The first of what was found:",
            ],
            part => Assert.Contains(part, mail.Text, StringComparison.Ordinal));
        Assert.DoesNotContain("transferred", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("bytes", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Long_subjects_are_cut_between_characters()
    {
        var subject = NoticeText.SubjectOf(Failed with { JobId = string.Concat(Enumerable.Repeat("😀", 200)) });

        Assert.InRange(subject.Length, 190, 200);
        Assert.True(subject.IsNormalized());
        Assert.EndsWith("😀…", subject, StringComparison.Ordinal);
    }

    [Fact]
    public void Both_languages_have_the_same_words_with_the_same_gaps()
    {
        Assert.All(typeof(NoticeWords).GetProperties().Where(property => property.PropertyType == typeof(string)), property =>
        {
            var (english, chinese) = ((string)property.GetValue(NoticeWords.English)!, (string)property.GetValue(NoticeWords.Chinese)!);
            Assert.Equal(Gap().Matches(english).Select(gap => gap.Value).Order(), Gap().Matches(chinese).Select(gap => gap.Value).Order());
            Assert.NotEqual(english, chinese);
        });
        Assert.StartsWith("[OssTransfer] photos：", NoticeText.SubjectOf(Failed with { Language = NoticeLanguage.Chinese }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NoticeCause.FirstPass)]
    [InlineData(NoticeCause.Paused)]
    [InlineData(NoticeCause.Recovered)]
    [InlineData(NoticeCause.EveryPass)]
    [InlineData(NoticeCause.MachineLost)]
    [InlineData(NoticeCause.Daily)]
    [InlineData(NoticeCause.Digest)]
    [InlineData(NoticeCause.Test)]
    public void Every_cause_has_a_text_in_both_languages(NoticeCause cause)
    {
        foreach (var language in Enum.GetValues<NoticeLanguage>())
        {
            var mail = NoticeText.Of(Failed with { Cause = cause, Language = language, Machine = "m2", Count = 1, Items = [Failed] }, Context);

            Assert.DoesNotContain("{0}", mail.Subject + mail.Text, StringComparison.Ordinal);
            Assert.Contains("m1", mail.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Digest_names_each_job_with_its_numbers_and_its_reason()
    {
        var digest = new Notice
        {
            Id = "d",
            Cause = NoticeCause.Digest,
            At = DateTimeOffset.UnixEpoch,
            Count = 201,
            Items = [.. Enumerable.Repeat(Failed, 201)],
        };

        var mail = NoticeText.Of(digest, Context);

        Assert.Equal("[OssTransfer] 201 notices in one", mail.Subject);
        Assert.Equal(200, mail.Text.Split("photos: a pass ended").Length - 1);
        Assert.Contains("and 1 more", mail.Text, StringComparison.Ordinal);
        Assert.Contains(
            "objects listed 4,004, transferred 3,992, failed 12; 12 failed; see '/opt/osstransfer failures photos", mail.Text, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Gap();
}
