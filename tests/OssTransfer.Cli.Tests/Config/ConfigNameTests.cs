using OssTransfer.Cli.Config;

namespace OssTransfer.Cli.Tests.Config;

public sealed class ConfigNameTests
{
    private const string Places = "src-filetype: diskfile\nsrc-absolutepath: /data\ndes-bucketName: b\ndes-secretkey: one\n";

    [Theory]
    [InlineData("job-ID: x\n", "x")]
    [InlineData("# job-ID: no\r\njob-ID = \"x y\"\r\n", "x y")]
    public void Given_name_is_kept(string config, string expected) => Assert.Equal((expected, config), ConfigName.Ensure(config));

    [Fact]
    public void Missing_name_is_made_and_added_at_the_end()
    {
        var (name, config) = ConfigName.Ensure("job-ID:\n" + Places);

        Assert.Matches("^run-[0-9a-f]{10}$", name);
        Assert.Equal($"\n{Places}job-ID: {name}\n", config);
    }

    [Fact]
    public void Same_places_are_the_same_job_and_others_are_not()
    {
        var name = ConfigName.Ensure(Places).JobId;

        Assert.Equal(name, ConfigName.Ensure(Places.Replace("one", "two", StringComparison.Ordinal) + "check-mode: full\n").JobId);
        Assert.NotEqual(name, ConfigName.Ensure(Places.Replace("/data", "/other", StringComparison.Ordinal)).JobId);
    }
}
