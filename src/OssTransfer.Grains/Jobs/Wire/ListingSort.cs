using OssTransfer.Transfer.Outcomes;

namespace OssTransfer.Grains.Jobs.Wire;

/// <summary>A listing that is being read to be sorted.</summary>
/// <param name="Side">Of which store.</param>
/// <param name="Keys">How many keys were listed so far.</param>
[GenerateSerializer, Immutable, Alias("osstransfer.listing-sort")]
internal sealed record ListingSort(TransferSide Side, long Keys);
