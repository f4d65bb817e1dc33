using System.Text;

namespace OssTransfer.Storage.Tests.Conformance;

/// <summary>Keys of every kind that goes wrong somewhere, by a name that a test report can show.</summary>
public static class OddKeys
{
    private static readonly (string Name, string Key)[] Table =
    [
        ("plain", "plain/file.txt"),
        ("double slash", "a//b"),
        ("single slash beside it", "a/b"),
        ("leading slash", "/lead"),
        ("without leading slash beside it", "lead"),
        ("two leading slashes", "//lead"),
        ("slash", "/"),
        ("directory", "dir/"),
        ("directory twice", "dir//"),
        ("dot", "."),
        ("dot dot", ".."),
        ("dot segment", "./a"),
        ("dot dot segment", "../a"),
        ("dot dot inside", "a/../b"),
        ("dot inside", "a/./b"),
        ("dot dot at the end", "a/.."),
        ("space", "a b"),
        ("leading and trailing space", " a "),
        ("only a space", " "),
        ("plus", "a+b"),
        ("percent", "100%"),
        ("percent 2F", "a%2Fb"),
        ("percent 20", "a%20b"),
        ("percent encoded utf8", "%E4%B8%AD"),
        ("sub-delimiters", "!$&'()*+,;=:@"),
        ("question and hash", "a?b=c&d#e"),
        ("brackets", "[a]{b}|c^d`e"),
        ("quotes", "\"a'b\""),
        ("less and ampersand", "<a>&amp;b</a>"),
        ("backslash", "a\\b\\..\\c"),
        ("colon", "c:d"),
        ("tilde", "~a~"),
        ("newline", "a\nb"),
        ("carriage return", "a\r\nb"),
        ("tab", "a\tb"),
        ("U+0001", "a\u0001b"),
        ("U+007F", "a\u007fb"),
        ("U+FFFE neighbour", "a\ufffdb"),
        ("zero width space", "a\u200bb"),
        ("emoji", "\U0001F600/\U0001F680.txt"),
        ("after emoji in UTF-16 only", "\uff5e"),
        ("chinese", "中文/文件.txt"),
        ("NFC", "caf\u00e9"),
        ("NFD", "cafe\u0301"),
        ("upper case", "CASE"),
        ("lower case", "case"),
        ("trailing dot", "a."),
        ("unfinished piece lookalike", "osstransfer-x.part"),
        ("1024 bytes", string.Concat(Enumerable.Repeat("0123456789abcde/", 63)) + new string('z', 16)),
    ];

    private static readonly Dictionary<string, string> Keys = Table.ToDictionary(row => row.Name, row => row.Key);

    /// <summary>For MemberData: names only, since a report can't hold every key.</summary>
    public static TheoryData<string> Names => [.. Table.Select(row => row.Name)];

    public static IReadOnlyList<ObjectKey> All { get; } = [.. Table.Select(row => ObjectKey.From(row.Key))];

    public static ObjectKey Get(string name) => ObjectKey.From(Keys[name]);

    /// <summary>A key in a form that an assertion's message can show.</summary>
    public static string Show(ObjectKey key)
    {
        var text = new StringBuilder();
        foreach (var rune in key.ToString().EnumerateRunes())
        {
            text.Append(rune.Value is < 0x20 or >= 0x7f ? $"\\u{{{rune.Value:x}}}" : rune.ToString());
        }

        return text.ToString();
    }
}
