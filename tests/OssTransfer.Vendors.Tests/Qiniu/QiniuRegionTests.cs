using System.Text;
using FsCheck.Xunit;
using OssTransfer.Storage.Cloud.Qiniu;

namespace OssTransfer.Vendors.Tests.Qiniu;

public sealed class QiniuRegionTests
{
    [Fact]
    public void Hosts_of_the_first_region_are_taken()
    {
        var region = QiniuRegion.Parse(
            "{\"hosts\":[{\"region\":\"z1\",\"rsf\":{\"domains\":[\"rsf-z1.qbox.me\",\"x\"]},\"io_src\":{\"domains\":[\"b.cn-north-1.qiniucs.com\"]}},{\"region\":\"z2\"}]}"u8);

        Assert.Equal(new QiniuRegion("z1", "rsf-z1.qbox.me", "b.cn-north-1.qiniucs.com"), region);
    }

    [Theory]
    [InlineData("{\"hosts\":[{\"region\":\"z1\",\"rsf\":{\"domains\":[\"rsf\"]}}]}")]
    [InlineData("{\"hosts\":[{\"region\":\"z1\",\"rsf\":{\"domains\":[\"rsf\"]},\"io_src\":{\"domains\":[]}}]}")]
    public void An_account_may_have_no_source_host(string json) => Assert.Null(QiniuRegion.Parse(Encoding.UTF8.GetBytes(json)).Source);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"hosts\":[]}")]
    [InlineData("{\"hosts\":[7]}")]
    [InlineData("{\"hosts\":[{\"rsf\":{\"domains\":[7]}}]}")]
    public void What_names_no_list_host_is_none(string json) =>
        Assert.Throws<InvalidDataException>(() => QiniuRegion.Parse(Encoding.UTF8.GetBytes(json)));

    [Property(MaxTest = 500)]
    public void Any_bytes_end_in_hosts_or_in_one_exception(byte[] bytes)
    {
        try
        {
            Assert.NotEmpty(QiniuRegion.Parse(bytes).List);
        }
        catch (InvalidDataException)
        {
            // The one way to refuse.
        }
    }
}
