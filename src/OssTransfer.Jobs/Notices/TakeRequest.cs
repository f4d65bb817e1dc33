using OssTransfer.Jobs.Config;

namespace OssTransfer.Jobs.Notices;

/// <summary>A sender asks for a message.</summary>
/// <param name="Channel">How it sends.</param>
/// <param name="Sender">Its process.</param>
/// <param name="IsAlone">No other process can be sending: what one took that isn't there any more is free at once.</param>
/// <param name="Settings">The version of the settings that it knows.</param>
/// <param name="HasReceiver">By mail: account and receiver are set.</param>
/// <param name="Language">The language of digests.</param>
public sealed record TakeRequest(NoticeChannel Channel, string Sender, bool IsAlone, long Settings, bool HasReceiver, NoticeLanguage Language);
