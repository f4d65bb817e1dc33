using System.Text;
using OssTransfer.Storage.Cloud;

namespace OssTransfer.Storage.Tests.Cloud;

public sealed class XmlScannerTests
{
    [Theory]
    [InlineData("<a><b>x</b></a>", "x")]
    [InlineData("<?xml version=\"1.0\"?>\n<!-- <b>no</b> -->\n<a xmlns=\"http://s3/\">\n  <b>x</b>\n</a>", "x")]
    [InlineData("   \n\n <a><b>x</b></a>", "x")]
    [InlineData("\uFEFF<a><b>x</b></a>", "x")]
    [InlineData("<s3:a xmlns:s3='>'><s3:b at='/>'>x</s3:b></s3:a>", "x")]
    [InlineData("<a><b/></a>", "")]
    [InlineData("<a><b></b></a>", "")]
    [InlineData("<a><c><b>no</b><d/></c><b>x</b></a>", "x")]
    [InlineData("<a><b>&lt;&gt;&amp;&quot;&apos;&#65;&#x42;&#x1F600;&#x1;</b></a>", "<>&\"'AB\U0001F600\u0001")]
    [InlineData("<a><b>a\u0001b\u001fc</b></a>", "a\u0001b\u001fc")]
    [InlineData("<a><b>a\r\nb\tc </b></a>", "a\r\nb\tc ")]
    [InlineData("<a><b> <!-- c -->x<![CDATA[<&amp;>]]>y&amp;</b></a>", " x<&amp;>y&")]
    public void Text_of_an_element_comes_as_it_was_meant(string xml, string text) => Assert.Equal(text, TextOfB(xml));

    [Theory]
    [InlineData("")]
    [InlineData("no xml")]
    [InlineData("<a>")]
    [InlineData("<a><b>x")]
    [InlineData("<a><b>x</b>")]
    [InlineData("<a><b>x</b")]
    [InlineData("<a><b>&nosuch;</b></a>")]
    [InlineData("<a><b>&amp</b></a>")]
    [InlineData("<a><b>&#xD800;</b></a>")]
    [InlineData("<a><b><c/></b></a>")]
    [InlineData("</a>")]
    public void Xml_that_is_cut_or_broken_is_no_xml(string xml) => Assert.Throws<InvalidDataException>(() => TextOfB(xml));

    private static string TextOfB(string xml)
    {
        var scanner = new XmlScanner(Encoding.UTF8.GetBytes(xml));
        scanner.ReadRoot();
        var text = "";
        while (scanner.ReadChild())
        {
            if (scanner.Name.SequenceEqual("b"u8))
            {
                text = Encoding.UTF8.GetString(scanner.Text());
            }
            else
            {
                scanner.Skip();
            }
        }

        return text;
    }
}
