using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Machines;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Reading silos.</summary>
internal static class MachineEndpoints
{
    public static void MapMachines(this IEndpointRouteBuilder routes) => routes.MapGet(ApiRoutes.Machines, ListAsync);

    private static async Task<IResult> ListAsync([FromServices] IJobService service, CancellationToken cancellationToken)
    {
        IReadOnlyList<MachineView> machines = [.. (await service.MachinesAsync(cancellationToken)).Select(ReportViews.From)];
        return TypedResults.Json(machines, ContractsJson.Default.IReadOnlyListMachineView);
    }
}
