using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Rates;

namespace OssTransfer.Jobs.Tests.Config.Rates;

public sealed class TimetableTextTests
{
    [Theory]
    [InlineData("08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai", "08:00-20:00 20MB/s, 20:00-08:00 0 Asia/Shanghai")]
    [InlineData("20:00-8:00 0,8:00 - 20:00 20 MB/s Europe/Berlin", "08:00-20:00 20MB/s, 20:00-08:00 0 Europe/Berlin")]
    [InlineData("08:00-20:00 20MB/s", "08:00-20:00 20MB/s Asia/Shanghai")]
    [InlineData("20:00-00:00 none UTC", "20:00-24:00 0 UTC")]
    [InlineData("00:00-24:00 1000KB/s Etc/GMT-8", "00:00-24:00 1MB/s Etc/GMT-8")]
    public void A_timetable_is_written_back_in_one_form(string text, string canonical)
    {
        var spec = Configs.Spec(Configs.DiskToS3 + "max-bandwidth: " + text);

        var written = JobConfigText.WriteMasked(spec, JobSecrets.None);

        Assert.Contains($"max-bandwidth: {canonical}\n", written, StringComparison.Ordinal);
    }

    [Fact]
    public void Requests_have_timetables_of_their_own()
    {
        var limits = Configs.Spec(Configs.DiskToS3 + "max-requests: 08:00-20:00 5/s, 20:00-22:30 9/s UTC").Limits;

        Assert.Equal(RateSpec.By(new([new(480, 1200, 5), new(1200, 1350, 9)], "UTC")), limits.Requests);
    }

    [Fact]
    public void The_zone_of_the_caller_is_said_where_the_text_names_none()
    {
        var notes = Configs.Parse(Configs.DiskToS3 + "max-bandwidth: 08:00-20:00 20MB/s").Notes;

        Assert.Contains(notes, note => note.Contains("holds by the clocks of Asia/Shanghai", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_problem_is_told_at_once()
    {
        var result = Configs.Parse(
            Configs.DiskToS3 + "max-bandwidth: 8-9 1MB/s, 10:00-12:00 20, 11:00-13:00 1MB/s, 12:30-14:00 1MB/s Mars/Base\nmax-requests: x");

        Assert.Collection(
            result.Errors.Select(error => error.Message),
            message => Assert.StartsWith("'Mars/Base' is not a time zone", message, StringComparison.Ordinal),
            message => Assert.StartsWith("'8-9 1MB/s' must be hours", message, StringComparison.Ordinal),
            message => Assert.StartsWith("'10:00-12:00 20' has no rate", message, StringComparison.Ordinal),
            message => Assert.StartsWith("11:00-13:00 and 12:30-14:00 overlap", message, StringComparison.Ordinal),
            message => Assert.StartsWith("must be requests", message, StringComparison.Ordinal));
    }

    [Fact]
    public void A_stored_text_is_read_where_its_zone_is_unknown()
    {
        var job = Configs.Parse(Configs.DiskToS3 + "max-bandwidth: 08:00-20:00 20MB/s UTC");
        var stored = JobConfigText.WriteMasked(job.Spec!, job.Secrets!).Replace(" UTC", " Nowhere/Never", StringComparison.Ordinal);

        Assert.Equal("Nowhere/Never", JobConfigText.RestoreMasked(stored)?.Limits.Bandwidth?.Timetable?.Zone);
    }
}
