using FsCheck.Xunit;
using OssTransfer.Jobs.Config;
using OssTransfer.Jobs.Config.Reading;
using OssTransfer.Storage;

namespace OssTransfer.Jobs.Tests.Config;

[Properties(Arbitrary = [typeof(JobArbitraries)], MaxTest = 300)]
public sealed class JobConfigTextTests
{
    // Another zone and time than when the job was added must change nothing.
    private static readonly JobConfigContext Later = new(new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero), TimeZoneInfo.Utc, 7);

    // A silo of the version before refuses a key that it doesn't know: what is new is stored only where it isn't the default.
    [Fact]
    public void Job_that_says_nothing_new_is_stored_in_words_that_every_version_knows()
    {
        var job = Configs.Parse(Configs.S3ToS3);

        var keys = JobConfigText.WriteMasked(job.Spec!, job.Secrets!).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")[0]);

        Assert.Equal(
            "job-ID src-filetype src-accesskey src-secretkey src-endpoint src-bucketName des-filetype des-accesskey "
            + "des-secretkey des-endpoint des-bucketName des-metadata des-acl sync-enable-increment sync-increment-interval "
            + "sync-since check-time check-mode max-failures keep-runs",
            string.Join(' ', keys));
    }

    [Property]
    public void Text_with_its_secrets_is_read_to_the_same_job(SecretJob job)
    {
        var text = JobConfigText.WriteMasked(job.Spec, job.Secrets)
            .Split('\n')
            .Select(line => line.Split(": ")[0] switch
            {
                "src-secretkey" => Shown(line, job.Secrets.SourceSecretKey),
                "src-session-token" => Shown(line, job.Secrets.SourceSessionToken),
                "src-proxy" => ShownInUrl(line, job.Secrets.SourceProxyPassword),
                "des-secretkey" => Shown(line, job.Secrets.DestinationSecretKey),
                "des-session-token" => Shown(line, job.Secrets.DestinationSessionToken),
                "des-proxy" => ShownInUrl(line, job.Secrets.DestinationProxyPassword),
                _ => line,
            });

        var result = JobConfig.Parse(string.Join('\n', text), Later);

        Assert.Empty(result.Errors);
        Assert.Equal(job.Spec, result.Spec);
        Assert.Equal(SecretJob.Open(job.Secrets), SecretJob.Open(result.Secrets!));

        static string Shown(string line, Secret? secret) => $"{line.Split(": ")[0]}: {ConfigLines.Quote(secret!.Reveal())}";

        static string ShownInUrl(string line, Secret? secret) =>
            secret is null ? line : line.Replace(":***@", $":{Uri.EscapeDataString(secret.Reveal())}@", StringComparison.Ordinal);
    }

    [Property]
    public void Masked_text_and_secrets_are_restored_to_the_same_job(SecretJob job)
    {
        var result = JobConfigText.Restore(JobConfigText.WriteMasked(job.Spec, job.Secrets), job.Secrets, Later);

        Assert.Empty(result.Errors);
        Assert.Equal(job.Spec, result.Spec);
        Assert.Equal(SecretJob.Open(job.Secrets), SecretJob.Open(result.Secrets!));
    }

    [Property]
    public void Text_that_was_not_edited_changes_nothing(SecretJob job)
    {
        var result = JobConfigText.Merge(job.Spec, job.Secrets, JobConfigText.WriteMasked(job.Spec, job.Secrets), Later);

        Assert.Empty(result.Errors);
        Assert.Empty(JobChange.Between(job.Spec, result.Spec!));
        Assert.Equal(job.Secrets, result.Secrets);
    }

    [Property]
    public void Specs_differ_exactly_if_keys_do(SecretJob one, SecretJob other)
    {
        Assert.Equal(one.Spec == other.Spec, JobChange.Between(one.Spec, other.Spec).Count == 0);
    }

    [Fact]
    public void Masked_text_is_canonical_and_shows_no_secret()
    {
        var result = Configs.Parse(
            Configs.S3ToS3 + "src-session-token: TOKEN\nsrc-proxy: http://me:PASS@proxy:80\nmax-bandwidth: 1000KB/s\ndes-prefix: \" a\"");

        var text = JobConfigText.WriteMasked(result.Spec!, result.Secrets!);

        Assert.Equal(
            """
            job-ID: photos
            src-filetype: s3file
            src-accesskey: SRC-AK
            src-secretkey: ***
            src-endpoint: https://s3.us-east-1.amazonaws.com
            src-bucketName: photos
            src-proxy: http://me:***@proxy:80
            src-session-token: ***
            des-filetype: s3file
            des-accesskey: AK
            des-secretkey: ***
            des-endpoint: https://s3.cn-north-1.jdcloud-oss.com
            des-bucketName: backup
            des-prefix: " a/"
            des-metadata: fail
            des-acl: private
            sync-enable-increment: True
            sync-increment-interval: 86400
            sync-since: 1970-01-01 08:00:00
            check-time: now
            check-mode: md5
            max-bandwidth: 1MB/s
            max-failures: 1000
            keep-runs: 10

            """.Replace("\" a/\"", " a/", StringComparison.Ordinal).Replace("des-prefix:  a/", "des-prefix: \" a/\"", StringComparison.Ordinal),
            text);
        Assert.DoesNotContain("PASS", result.Spec + " " + result.Secrets, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("src-links", "follow", "inside")]
    [InlineData("job-type", "transfer", "check")]
    [InlineData("check-extra", "report", "fail")]
    [InlineData("des-list-order", "auto", "any")]
    public void A_key_that_silos_of_the_version_before_refuse_is_stored_only_where_it_is_set(string key, string usual, string other)
    {
        Assert.DoesNotContain(key, Stored(Configs.DiskToS3), StringComparison.Ordinal);
        Assert.DoesNotContain(key, Stored(Configs.DiskToS3 + $"\n{key}: {usual}"), StringComparison.Ordinal);
        Assert.Contains($"{key}: {other}\n", Stored(Configs.DiskToS3 + $"\n{key}: {other}"), StringComparison.Ordinal);

        // Canonical form is written again by other commands, too, and reads what wrote the default out.
        var before = Stored(Configs.DiskToS3) + $"{key}: {usual}\n";
        Assert.DoesNotContain(key, JobConfigText.With(before, new Dictionary<string, string> { ["keep-runs"] = "3" })!, StringComparison.Ordinal);

        static string Stored(string text)
        {
            var read = Configs.Parse(text);
            Assert.Empty(read.Errors);
            return JobConfigText.WriteMasked(read.Spec!, read.Secrets!);
        }
    }

    [Fact]
    public void Edited_secret_replaces_the_kept_one()
    {
        var job = Configs.Parse(Configs.S3ToS3);
        var edited = JobConfigText.WriteMasked(job.Spec!, job.Secrets!).Replace("src-secretkey: ***", "src-secretkey: NEW", StringComparison.Ordinal);

        var result = JobConfigText.Merge(job.Spec!, job.Secrets!, edited, Configs.Context);

        Assert.Equal("NEW", result.Secrets!.SourceSecretKey!.Reveal());
        Assert.Equal("SK", result.Secrets.DestinationSecretKey!.Reveal());
    }

    [Theory]
    [InlineData("src-endpoint: https://s3.us-east-1.amazonaws.com", "src-endpoint: https://evil.example.com", new[] { "src-secretkey", "src-session-token" })]
    [InlineData("@proxy:80", "@evil:80", new[] { "src-proxy" })]
    [InlineData("des-endpoint: https://s3.cn-north-1.jdcloud-oss.com", "des-endpoint: https://evil.example.com", new[] { "des-secretkey" })]
    public void Kept_secret_does_not_follow_to_another_host(string old, string changed, string[] keys)
    {
        var job = Configs.Parse(Configs.S3ToS3 + "src-session-token: TOKEN\nsrc-proxy: http://me:PASS@proxy:80");
        var edited = JobConfigText.WriteMasked(job.Spec!, job.Secrets!).Replace(old, changed, StringComparison.Ordinal);

        var result = JobConfigText.Merge(job.Spec!, job.Secrets!, edited, Configs.Context);

        Assert.Null(result.Spec);
        Assert.Equal(keys, result.Errors.Select(error => error.Key));
    }
}
