using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Tests.Config;

public sealed class JobKeysTests
{
    public static TheoryData<string> Of(JobKeyState state) => [.. JobKeys.All.Where(key => key.State == state).Select(key => key.Name)];

    [Theory]
    [MemberData(nameof(Of), JobKeyState.NotAvailable)]
    public void Key_that_is_not_built_is_refused_by_name(string key)
    {
        var error = Configs.OnlyError(Configs.DiskToS3 + key + ": 1");

        Assert.Equal(new(8, key, "is not available in this version"), error);
    }

    [Theory]
    [MemberData(nameof(Of), JobKeyState.DefaultOnly)]
    public void Key_with_only_its_default_built_accepts_that_and_refuses_others(string key)
    {
        Assert.Empty(Configs.Parse(Configs.DiskToS3 + key + ": " + JobKeys.Find(key)!.Default).Errors);

        var error = Configs.OnlyError(Configs.DiskToS3 + key + ": check");

        Assert.Equal((8, key), (error.Line, error.Key));
        Assert.Contains("is not available in this version", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Of), JobKeyState.Obsolete)]
    public void Key_of_old_files_is_accepted_with_a_note(string key)
    {
        var result = Configs.Parse(Configs.DiskToS3 + key + ": 1");

        Assert.Equal(Configs.Spec(Configs.DiskToS3), result.Spec);
        Assert.Equal($"line 8: {key} is no longer needed", Assert.Single(result.Notes));
    }

    [Fact]
    public void What_is_not_built_is_exactly_what_the_contract_leaves_to_later()
    {
        Assert.Equal(
            ["sync-max-delete"],
            JobKeys.All.Where(key => key.State == JobKeyState.NotAvailable).Select(key => key.Name).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["sync-delete"],
            JobKeys.All.Where(key => key.State == JobKeyState.DefaultOnly).Select(key => key.Name).Order(StringComparer.Ordinal));
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

        foreach (var key in JobKeys.All.Where(key => key.Default.Length > 0 && key.State != JobKeyState.NotAvailable))
        {
            Assert.Equal(bare, Configs.Spec(Configs.DiskToS3 + key.Name + ": " + key.Default));
        }
    }
}
