using OssTransfer.Transfer.Content;
using OssTransfer.Transfer.Outcomes;
using OssTransfer.Transfer.Policies;

namespace OssTransfer.Transfer.LargeObjects;

/// <summary>
/// Whether what stands at the destination may still be replaced, asked right before an upload takes its place: its parts take hours, in which the job may be
/// paused, and what was judged when it began, or was seen since, says nothing of what is there now.
/// </summary>
/// <param name="context">The stores and the job's choice.</param>
/// <param name="item">The object.</param>
/// <param name="version">What is sent.</param>
/// <param name="leftWrites">As in <see cref="LargeObjectState.LeftWrites"/>.</param>
internal sealed class OverwriteCheck(TransferContext context, TransferItem item, SourceVersion version, bool leftWrites)
{
    /// <param name="there">What the destination shows now.</param>
    /// <param name="size">Bytes that are sent.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<bool> MayReplaceAsync(DestinationObject there, long size, CancellationToken cancellationToken)
    {
        if (OverwriteRule.AwaitsClocks(context))
        {
            // Of a process that has just begun: which of the two is newer is known only when the source has reported its time, too.
            await SourceHeaders.AskAsync(context.Source.Reader, item.SourceKey, version, cancellationToken);
        }

        return OverwriteRule.Allows(context, item, there, version with { Size = size }) || IsOfEarlierGeneration(there, size);
    }

    /// <summary>
    /// An earlier generation was to be joined, and what became of it is unknown: an object counts as ours by what was sent, a version of that size.
    /// </summary>
    private bool IsOfEarlierGeneration(DestinationObject there, long size) =>
        leftWrites && item.Destination?.IsSame(there) != true && (there.Size is not { } held || held == size || held == item.Size);
}
