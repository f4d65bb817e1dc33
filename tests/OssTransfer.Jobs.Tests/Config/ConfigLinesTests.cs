namespace OssTransfer.Jobs.Tests.Config;

/// <summary>What a line is.</summary>
public sealed class ConfigLinesTests
{
    [Theory]
    [InlineData("des-secretkey: a", "a")]
    [InlineData("des-secretkey=a", "a")]
    [InlineData("  des-secretkey \t = \t a \t", "a")]
    [InlineData("des-secretkey: abc+/def==", "abc+/def==")]
    [InlineData("des-secretkey=a:b=c", "a:b=c")]
    [InlineData("des-secretkey:=a", "=a")]
    [InlineData("des-secretkey: #a # b", "#a # b")]
    [InlineData("des-secretkey: \"  a  \"", "  a  ")]
    [InlineData("des-secretkey: ' a'", " a")]
    [InlineData("des-secretkey: \"\"a\"\"", "\"a\"")]
    [InlineData("des-secretkey: \"a", "\"a")]
    [InlineData("des-secretkey: env:NAME", "env:NAME")]
    [InlineData("des-secretkey: a\r", "a")]
    [InlineData("des-secretkey: 密码：一", "密码：一")]
    public void Value_is_what_follows_the_first_separator(string line, string expected)
    {
        var result = Configs.Parse(Configs.DiskToS3.Replace("des-secretkey: SK==", line, StringComparison.Ordinal));

        Assert.Empty(result.Errors);
        Assert.Equal(expected, result.Secrets!.DestinationSecretKey!.Reveal());
    }

    [Fact]
    public void Text_may_have_mark_sections_comments_and_either_line_end()
    {
        var text = "\uFEFF[job]\r\n# comment: no key\r\n\r\n  # another = one\r\n" + Configs.DiskToS3.ReplaceLineEndings("\r\n");

        var result = Configs.Parse(text);

        Assert.Empty(result.Errors);
        Assert.Equal(Configs.Spec(Configs.DiskToS3), result.Spec);
    }

    [Fact]
    public void Empty_value_gives_nothing_and_repeats_nothing()
    {
        var result = Configs.Parse(Configs.DiskToS3 + "des-prefix:\ndes-prefix = \"\"\ndes-prefix: a/\nsrc-file-list:\nkeep-runs =");

        Assert.Empty(result.Errors);
        Assert.Equal("a/", result.Spec!.Destination.Prefix);
    }
}
