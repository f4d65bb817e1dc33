using System.Text;
using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using OssTransfer.Jobs.Config.Selection;

namespace OssTransfer.Jobs.Tests.Config.Selection;

public sealed class GlobTests
{
    [Theory]
    [InlineData("a", "a", true)]
    [InlineData("a", "A", false)]
    [InlineData("a", "ab", false)]
    [InlineData("*", "", true)]
    [InlineData("*", "abc", true)]
    [InlineData("*", "a/b", false)]
    [InlineData("*.jpg", "x.jpg", true)]
    [InlineData("*.jpg", ".jpg", true)]
    [InlineData("*.jpg", "x.jpg.png", false)]
    [InlineData("*.jpg", "d/x.jpg", false)]
    [InlineData("a*b*c", "aXbYbZc", true)]
    [InlineData("a*b*c", "aXbY/c", false)]
    [InlineData("**", "", true)]
    [InlineData("**", "a/b//c", true)]
    [InlineData("**.jpg", "d/e/x.jpg", true)]
    [InlineData("**/x", "x", true)]
    [InlineData("**/x", "a/b/x", true)]
    [InlineData("**/x", "/x", true)]
    [InlineData("**/x", "ax", false)]
    [InlineData("**/**/**/x", "x", true)]
    [InlineData("**/**/*", "a/b/c", true)]
    [InlineData("**/**x", "a/b/x", true)]
    [InlineData("a/**/**/b", "a/b", true)]
    [InlineData("a/**/**/b", "ab", false)]
    [InlineData("a/**/b", "a/b", true)]
    [InlineData("a/**/b", "a/c/d/b", true)]
    [InlineData("a/**/b", "ab", false)]
    [InlineData("a/**/b", "a/cb", false)]
    [InlineData("a/**", "a/", true)]
    [InlineData("a/**", "a/b/c", true)]
    [InlineData("a/**", "a", false)]
    [InlineData("a**/b", "axx/y/b", true)]
    [InlineData("a**/b", "ab", false)]
    [InlineData("a**b", "a/x/b", true)]
    [InlineData("***", "a/b", true)]
    [InlineData("?", "a", true)]
    [InlineData("?", "/", false)]
    [InlineData("?", "", false)]
    [InlineData("?", "图", true)]
    [InlineData("?", "😀", true)]
    [InlineData("??", "é", false)]
    [InlineData("图*", "图片", true)]
    [InlineData("[a-c]", "b", true)]
    [InlineData("[a-c]", "d", false)]
    [InlineData("[!a-c]", "d", true)]
    [InlineData("[^a-c]", "b", false)]
    [InlineData("[!a]", "/", false)]
    [InlineData("[]]", "]", true)]
    [InlineData("[a-]", "-", true)]
    [InlineData("[一-龥]", "图", true)]
    [InlineData(@"[\]x]", "]", true)]
    [InlineData(@"\*", "*", true)]
    [InlineData(@"\*", "a", false)]
    [InlineData(@"a\,b", "a,b", true)]
    [InlineData("a]", "a]", true)]
    [InlineData("/a", "/a", true)]
    [InlineData("/a", "a", false)]
    [InlineData("a//b", "a//b", true)]
    [InlineData("a/*/b", "a//b", true)]
    public void Glob_matches_the_whole_key(string glob, string key, bool expected)
    {
        Assert.Equal(expected, Compile(glob).IsMatch(Encoding.UTF8.GetBytes(key)));
    }

    [Fact]
    public void Byte_that_is_not_UTF8_is_taken_by_wildcards_only()
    {
        byte[] key = [(byte)'a', 0xff, (byte)'b'];

        Assert.True(Compile("a?b").IsMatch(key));
        Assert.True(Compile("a*").IsMatch(key));
        Assert.True(Compile("a[!x]b").IsMatch(key));
        Assert.False(Compile("a\uFFFDb").IsMatch(key));
        Assert.False(Compile("aÿb").IsMatch(key));
    }

    [Theory]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(1000)]
    public void Long_glob_matches_as_a_short_one(int length)
    {
        var text = new string('a', length);

        Assert.True(Compile(text[..^1] + "*").IsMatch(Encoding.UTF8.GetBytes(text + "b")));
        Assert.False(Compile(text).IsMatch(Encoding.UTF8.GetBytes(text + "a")));
        Assert.True(Compile(text).IsMatch(Encoding.UTF8.GetBytes(text)));
    }

    // A key of 1,024 bytes against each of the 200 globs of 1,024 characters that a job may have.
    [Theory]
    [InlineData("*a", "b", "a")]
    [InlineData("**/", "b", "/")]
    [InlineData("**/*", "b", "/")]
    [InlineData("?", "*b", "a")]
    [InlineData("[ab]", "*c", "b")]
    [InlineData("*图", "b", "图")]
    [InlineData("[图b]", "*c", "图")]
    public void Worst_glob_costs_a_character_no_more_than_its_length(string repeated, string end, string keys)
    {
        var text = string.Concat(Enumerable.Repeat(repeated, Glob.MaxLength))[..(Glob.MaxLength - end.Length - 4)];
        var glob = Compile("*" + text[..(text.Length / repeated.Length * repeated.Length)] + end);
        var key = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(keys, 1024 / Encoding.UTF8.GetByteCount(keys))));
        var symbols = 1024 / Encoding.UTF8.GetByteCount(keys);

        var isMatch = glob.IsMatch(key, out var cost);

        Assert.False(isMatch);
        Assert.InRange(cost, 1, symbols * ((Glob.MaxLength / 64) + 1));
    }

    [Property(MaxTest = 2000)]
    public Property Glob_agrees_with_its_definition()
    {
        var cases =
            from glob in Gen.ListOf(Gen.Elements("a", "b", "图", "/", "*", "**", "**/", "?", "[ab]", "[!a]"))
            where glob.Count > 0
            from key in Gen.ListOf(Gen.Elements('a', 'b', '/', 'c', '图', '图', '書'))
            select (Glob: string.Concat(glob.Take(7)), Key: string.Concat(key.Take(8)));

        return Prop.ForAll(cases.ToArbitrary(), pair =>
            Assert.Equal(Reference(pair.Glob, 0, pair.Key), Compile(pair.Glob).IsMatch(Encoding.UTF8.GetBytes(pair.Key))));
    }

    // Sixty characters and more in front: what belongs together lies on both sides of a border between words.
    [Property(MaxTest = 1000)]
    public Property Glob_means_the_same_wherever_it_stands()
    {
        var cases =
            from glob in Gen.ListOf(Gen.Elements("a", "b", "/", "*", "**", "**/", "?", "[ab]"))
            where glob.Count > 0
            from key in Gen.ListOf(Gen.Elements('a', 'b', '/', 'c'))
            from front in Gen.Choose(55, 64)
            select (Glob: string.Concat(glob.Take(6)), Key: string.Concat(key.Take(8)), Front: new string('x', front) + "/");

        return Prop.ForAll(cases.ToArbitrary(), part => Assert.Equal(
            Reference(part.Front + part.Glob, part.Front.Length, part.Key),
            Compile(part.Front + part.Glob).IsMatch(Encoding.UTF8.GetBytes(part.Front + part.Key))));
    }

    /// <summary>The definition read literally, with every choice tried.</summary>
    private static bool Reference(string glob, int at, string key)
    {
        if (at == glob.Length)
        {
            return key.Length == 0;
        }

        var rest = glob[at..];
        if (rest.StartsWith("**", StringComparison.Ordinal))
        {
            var stars = rest.Length - rest.TrimStart('*').Length;
            var directories = (at == 0 || glob[at - 1] == '/') && rest.Length > stars && rest[stars] == '/';
            return (directories && Reference(glob, at + stars + 1, key))
                || Enumerable.Range(0, key.Length + 1).Any(taken => Reference(glob, at + stars, key[taken..]));
        }

        if (rest[0] == '*')
        {
            return Enumerable.Range(0, key.Length + 1)
                .Any(taken => !key[..taken].Contains('/', StringComparison.Ordinal) && Reference(glob, at + 1, key[taken..]));
        }

        if (key.Length == 0)
        {
            return false;
        }

        return rest[0] switch
        {
            '?' => key[0] != '/' && Reference(glob, at + 1, key[1..]),
            '[' when rest[1] == '!' => key[0] is not ('a' or '/') && Reference(glob, at + 4, key[1..]),
            '[' => key[0] is 'a' or 'b' && Reference(glob, at + 4, key[1..]),
            var letter => key[0] == letter && Reference(glob, at + 1, key[1..]),
        };
    }

    private static Glob Compile(string text)
    {
        Assert.True(Glob.TryParse(text, out var glob, out var problem), problem);
        return glob;
    }
}
