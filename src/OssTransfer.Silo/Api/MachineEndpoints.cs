using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OssTransfer.Contracts;
using OssTransfer.Contracts.Machines;
using OssTransfer.Grains.Service;

namespace OssTransfer.Silo.Api;

/// <summary>Reading silos.</summary>
internal static class MachineEndpoints
{
    public static void MapMachines(this IEndpointRouteBuilder routes) =>
        routes.MapGet(ApiRoutes.Machines, ListAsync).Says("listMachines", "all silos");

    private static async Task<Shown<IReadOnlyList<MachineView>>> ListAsync([FromServices] IJobService service, CancellationToken cancellationToken)
    {
        IReadOnlyList<MachineView> machines = [.. (await service.MachinesAsync(cancellationToken)).Select(ReportViews.From)];
        return new(machines, ContractsJson.Default.IReadOnlyListMachineView);
    }
}
