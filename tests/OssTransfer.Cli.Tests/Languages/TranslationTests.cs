using System.CommandLine;
using System.Text.RegularExpressions;
using OssTransfer.Cli.Commands;
using OssTransfer.Cli.Tests.Docs;
using OssTransfer.Contracts.Languages;

namespace OssTransfer.Cli.Tests.Languages;

public sealed partial class TranslationTests
{
    private static readonly IReadOnlyList<(string Text, string Translated)> Pairs = Translation.Pairs();

    [Fact]
    public void Both_languages_have_the_same_texts_with_the_same_gaps()
    {
        Assert.All(Pairs, pair =>
        {
            Assert.Equal(TextPattern.GapsOf(pair.Text), TextPattern.GapsOf(pair.Translated));
            Assert.DoesNotMatch(Chinese(), pair.Text);
            Assert.Equal(pair.Text.StartsWith("  ", StringComparison.Ordinal), pair.Translated.StartsWith("  ", StringComparison.Ordinal));
        });
        Assert.Distinct(Pairs.Select(pair => pair.Text));
    }

    [Fact]
    public void Every_text_of_help_is_there()
    {
        var chinese = Translation.Chinese();

        Assert.All(HelpTexts(), text => Assert.Matches(Chinese(), chinese.Of(text)));
    }

    [Fact]
    public void Every_text_is_one_that_the_program_says()
    {
        var source = string.Concat(
            Directory.GetFiles(Path.Combine(Handbook.Root, "src"), "*", SearchOption.AllDirectories)
                .Where(file => Path.GetExtension(file) is ".cs" or ".razor" && !file.Contains("/obj/", StringComparison.Ordinal))
                .Select(File.ReadAllText));

        var texts = Pairs.Select(pair => pair.Text).Except(HelpTexts());

        Assert.All(texts.SelectMany(text => Ends().Split(text)), phrase => Assert.Contains(phrase.Trim(' ', '\''), source, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("2 failed, 1,003 differ after the transfer; see 'osstransfer failures x', then 'osstransfer redo x --failed'",
        "失败 2，迁移后不一致 1,003；详见 'osstransfer failures x'，然后执行 'osstransfer redo x --failed'")]
    [InlineData("The job 'x' is paused: paused by the user.", "任务 'x' 已暂停：由用户暂停。")]
    [InlineData("4,004 listed so far: 12 transferred, 1 failed", "已列出 4,004：迁移 12，失败 1")]
    [InlineData("8 B of 29 B transferred, 1.2 kB in flight, at least 8 B sent", "迁移 8 B/29 B，传输中 1.2 kB，至少发送 8 B")]
    [InlineData("exit code 0, finished 2026-11-30 09:38:02 +00:00, 4 listed, 1 transferred (8 B), 3 skipped, 0 failed",
        "退出码 0，结束于 2026-11-30 09:38:02 +00:00，列出 4，迁移 1（8 B），相同 3，失败 0")]
    [InlineData(
        "the source limits it: 83 % of all waiting is for its answers and bytes, at 1.2 MB/s; a faster source or network, or more machines where it serves "
        + "each of them as fast, make it faster",
        "源：等待中 83 % 是等它的应答和数据，1.2 MB/s；更快的源或网络会更快；若它对每台机器同样快，增加机器也会更快")]
    [InlineData("must be a whole number from 1 to 1000", "必须是 1 到 1000 的整数")]
    [InlineData("The server said: go away", "The server said: go away")]
    [InlineData("everything failed", "everything failed")]
    [InlineData("job failed was added", "已添加任务 failed")]
    public void Texts_are_known_whatever_stands_in_them(string text, string chinese)
    {
        Assert.Equal(chinese, Translation.Chinese().Of(text));
        Assert.Equal(text, Translation.None.Of(text));
    }

    private static IReadOnlyList<string> HelpTexts()
    {
        var shell = new Shell { Out = TextWriter.Null, Error = TextWriter.Null, Variable = _ => null, Directory = "/", ProgramDirectory = "/" };
        return
        [
            .. All(CommandTree.Create(shell))
                .SelectMany(command => command.Options.Where(option => !option.Hidden).Select(option => option.Description).Append(command.Description))
                .Concat(CommandTree.Groups.Select(group => group.Title))
                .OfType<string>(),
        ];
    }

    private static IEnumerable<Command> All(Command command) =>
        command.Subcommands.Where(below => !below.Hidden).SelectMany(All).Prepend(command);

    [GeneratedRegex("[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"\{[#*]?[a-z]+\}|[.?:;,()]")]
    private static partial Regex Ends();
}
