using OssTransfer.Jobs.Notices;
using OssTransfer.Jobs.Settings;
using OssTransfer.Storage;

namespace OssTransfer.Grains.Notices;

/// <summary>A mail as it is to be sent.</summary>
/// <param name="Id">The same for one that is sent again.</param>
/// <param name="Server">Where it is submitted.</param>
/// <param name="From">The account and its address.</param>
/// <param name="Password">The account's password.</param>
/// <param name="To">Who gets it.</param>
/// <param name="Text">What it says.</param>
public sealed record MailOrder(string Id, MailServer Server, string From, Secret Password, string To, NoticeMail Text);
