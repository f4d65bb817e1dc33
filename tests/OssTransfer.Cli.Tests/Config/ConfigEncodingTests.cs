using System.Text;
using OssTransfer.Cli.Config;

namespace OssTransfer.Cli.Tests.Config;

public sealed class ConfigEncodingTests
{
    private const string Text = "# 迁移\njob-ID: 数据·é\r\n";
    private static readonly Encoding Gbk = CodePagesEncodingProvider.Instance.GetEncoding(936)!;

    public static TheoryData<byte[], string?> Forms => new()
    {
        { Encoding.UTF8.GetBytes(Text), null },
        { [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Text)], null },
        { Gbk.GetBytes(Text), "GBK" },
        { [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Text)], "UTF-16" },
        { [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Text)], "UTF-16" },
        { Encoding.Unicode.GetBytes(Text), "UTF-16" },
        { Encoding.BigEndianUnicode.GetBytes(Text), "UTF-16" },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Text_is_the_same_in_each_encoding(byte[] bytes, string? encoding) => Assert.Equal((Text, encoding), ConfigEncoding.Read(bytes));

    [Theory]
    [InlineData("CAFDBEDDFF")]
    [InlineData("EFBBBFCAFD")]
    [InlineData("FFFE00D8")]
    [InlineData("6A0041")]
    public void What_fits_none_is_refused(string hex) => Assert.ThrowsAny<ArgumentException>(() => ConfigEncoding.Read(Convert.FromHexString(hex)));

    [Fact]
    public void Nothing_is_an_empty_text() => Assert.Equal(("", null), ConfigEncoding.Read([]));
}
