using System.Text;
using OssTransfer.Storage.Cloud.S3;

namespace OssTransfer.Storage.Tests.Cloud.S3;

public sealed class S3AclParserTests
{
    private const string Owner = "<Grant><Grantee xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"CanonicalUser\"><ID>me</ID><DisplayName>me@x</DisplayName></Grantee><Permission>FULL_CONTROL</Permission></Grant>";

    [Theory]
    [InlineData(ObjectAcl.Private)]
    [InlineData(ObjectAcl.PublicRead, "AllUsers READ")]
    [InlineData(ObjectAcl.PublicReadWrite, "AllUsers WRITE", "AllUsers READ")]
    [InlineData(ObjectAcl.AuthenticatedRead, "AuthenticatedUsers READ")]
    [InlineData(ObjectAcl.PublicRead, "AuthenticatedUsers READ", "AllUsers READ")]
    [InlineData(ObjectAcl.Other, "AllUsers WRITE")]
    [InlineData(ObjectAcl.Other, "AllUsers READ", "AllUsers READ_ACP")]
    [InlineData(ObjectAcl.Other, "AllUsers FULL_CONTROL")]
    public void Grants_to_groups_make_the_canned_ACL_that_says_the_same(ObjectAcl expected, params string[] grants)
    {
        var groups = grants.Select(grant => grant.Split(' ')).Select(grant =>
            $"<Grant><Grantee xsi:type=\"Group\"><URI>http://acs.amazonaws.com/groups/global/{grant[0]}</URI></Grantee><Permission>{grant[1]}</Permission></Grant>");

        Assert.Equal(expected, Parse(Owner + string.Concat(groups)));
    }

    [Theory]
    [InlineData("<Grant><Grantee><ID>you</ID></Grantee><Permission>READ</Permission></Grant>")]
    [InlineData("<Grant><Grantee><DisplayName>me</DisplayName><ID>you</ID></Grantee><Permission>FULL_CONTROL</Permission></Grant>")]
    [InlineData("<Grant><Permission>READ</Permission><Grantee><EmailAddress>a@b</EmailAddress></Grantee></Grant>")]
    public void Grants_to_somebody_are_more_than_canned(string grant) => Assert.Equal(ObjectAcl.Other, Parse(Owner + grant));

    [Theory]
    [InlineData("<Error><Code>AccessDenied</Code></Error>")]
    [InlineData("<AccessControlPolicy><AccessControlList>")]
    public void What_is_no_whole_policy_is_refused(string xml) =>
        Assert.Throws<InvalidDataException>(() => S3AclParser.Parse(Encoding.UTF8.GetBytes(xml)));

    private static ObjectAcl Parse(string grants) => S3AclParser.Parse(Encoding.UTF8.GetBytes(
        $"<?xml version=\"1.0\"?>\n<AccessControlPolicy xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Owner><ID>me</ID></Owner><AccessControlList>{grants}</AccessControlList></AccessControlPolicy>"));
}
