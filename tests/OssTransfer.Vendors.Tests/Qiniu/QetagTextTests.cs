using OssTransfer.Emulators.Qiniu;
using OssTransfer.Storage;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

public sealed class QetagTextTests
{
    [Theory]
    [InlineData("Fto5o-5ea0sNMlW_75VgGJCv2AcJ", 0x16)]
    [InlineData("lhCFgki5yzon0rjN9uJusf6qtsF6", 0x96)]
    public void An_etag_of_a_known_form_is_a_digest(string etag, int form)
    {
        var digest = QetagText.Digest(etag);

        Assert.Equal((DigestKind.Qetag, 21, form), (digest!.Kind, digest.Value.Length, digest.Value.Span[0]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("d41d8cd98f00b204e9800998ecf8427e")]
    [InlineData("not base64!")]
    [InlineData("Fto5o")]
    public void Another_etag_is_none(string etag) => Assert.Null(QetagText.Digest(etag));

    [Fact]
    public void An_etag_of_parts_that_are_no_blocks_is_none() => Assert.Null(QetagText.Digest(ReferenceQetag.OfOtherParts([1])));

    [Fact]
    public void The_emulators_own_formula_is_the_published_one()
    {
        Assert.Equal("Fto5o-5ea0sNMlW_75VgGJCv2AcJ", ReferenceQetag.Of([]));
        Assert.Equal("FiqubDXJT8-0FdvpX0CLnOke6Ebt", ReferenceQetag.Of("hello world"u8.ToArray()));
        Assert.Equal("FivMvS848VwT631aif2dhfWV4jvD", ReferenceQetag.Of(new byte[4 << 20]));
        Assert.Equal("lhCFgki5yzon0rjN9uJusf6qtsF6", ReferenceQetag.Of(new byte[(4 << 20) + 1]));
    }
}
