using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class JobKeysTests
{
    public static TheoryData<string> Of(JobKeyState state) => [.. JobKeys.All.Where(key => key.State == state).Select(key => key.Name)];

    [Theory]
    [MemberData(nameof(Of), JobKeyState.Obsolete)]
    public void Key_of_old_files_is_accepted_with_a_note(string key)
    {
        var result = Configs.Parse(Configs.DiskToS3 + key + ": 1");

        Assert.Equal(Configs.Spec(Configs.DiskToS3), result.Spec);
        Assert.Equal($"line 8: {key} is no longer needed", Assert.Single(result.Notes));
    }

    [Fact]
    public void Secret_keys_are_those_that_are_masked()
    {
        Assert.Equal(
            ["des-secretkey", "des-session-token", "notify-secret", "notify-url", "src-secretkey", "src-session-token"],
            JobKeys.All.Where(key => key.IsSecret).Select(key => key.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_key_has_one_row_and_both_languages()
    {
        Assert.Equal(JobKeys.All.Count, JobKeys.All.Select(key => key.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.All(JobKeys.All, key =>
        {
            Assert.Same(key, JobKeys.Find(key.Name));
            Assert.NotEmpty(key.English);
            Assert.Contains(key.Chinese, letter => letter >= 0x4e00);
            Assert.DoesNotContain('\n', key.English + key.Chinese);
        });
    }

    [Fact]
    public void Written_default_is_what_holds_without_it()
    {
        var bare = Configs.Spec(Configs.DiskToS3);

        foreach (var key in JobKeys.All.Where(key => key.Default.Length > 0))
        {
            Assert.Equal(bare, Configs.Spec(Configs.DiskToS3 + key.Name + ": " + key.Default));
        }
    }

    [Theory]
    [InlineData("sync-delete: report\nsrc-file-list: /lists/l", "sync-delete", "with a list")]
    [InlineData("sync-delete: apply\njob-type: check", "sync-delete", "job-type check")]
    [InlineData("sync-delete: apply\nsync-max-delete: 0", "sync-max-delete", "from 1")]
    [InlineData("sync-delete: always", "sync-delete", "never, report, apply")]
    public void Deletes_that_make_no_sense_are_refused(string lines, string key, string why)
    {
        var error = Configs.OnlyError(Configs.DiskToS3 + lines);

        Assert.Equal(key, error.Key);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deletes_are_what_was_asked_for_and_read_again_from_what_is_stored()
    {
        var result = Configs.Parse(Configs.DiskToS3 + "sync-delete: apply\nsync-max-delete: 500");
        var spec = result.Spec!;

        Assert.Equal((DeletePolicy.Apply, 500L), (spec.Sync.Delete, spec.Sync.MaxDelete));
        Assert.Equal(spec.Sync, JobConfigText.RestoreMasked(JobConfigText.WriteMasked(spec, result.Secrets!))!.Sync);
        Assert.Equal((DeletePolicy.Never, null), (Configs.Spec(Configs.DiskToS3).Sync.Delete, Configs.Spec(Configs.DiskToS3).Sync.MaxDelete));
    }
}
