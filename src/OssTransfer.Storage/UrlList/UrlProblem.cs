namespace OssTransfer.Storage.UrlList;

/// <summary>Why a text is no URL that can be read.</summary>
public enum UrlProblem
{
    /// <summary>It is one.</summary>
    None = 0,

    /// <summary>It doesn't begin with <c>http://</c> or <c>https://</c>.</summary>
    NotHttp,

    /// <summary>There is no host, or what stands there can't be one.</summary>
    BadHost,

    /// <summary>The port is no number from 1 to 65535.</summary>
    BadPort,

    /// <summary>A user name or password stands in front of the host.</summary>
    HasCredentials,

    /// <summary>It has a <c>#</c>, which servers never see.</summary>
    HasFragment,
}
