using Liandong.Web.Hosting;
using Liandong.Web.Live;
using Liandong.Web.SignIn;
using Liandong.Work;
using Microsoft.AspNetCore.Authentication;

namespace Liandong.Web.Desk;

/// <summary>Puts sign-in and the desks' pages into the host.</summary>
public static class DeskSetup
{
    public static IServiceCollection AddPages(this IServiceCollection services, Node node, string url, bool live)
    {
        services.AddSingleton(node.Source);
        services.AddSingleton(node.Desk.Definitions);
        services.AddSingleton(new DemoDoor(new Uri(url).IsLoopback));
        services.AddSingleton<Accounts>();
        services.AddSingleton<Sessions>();
        services.AddSingleton<ClosedAccounts>();
        services.AddSingleton(s => new Work.Accounts.ChangeAccount(node.Source, node.Keys, node.Real));
        services.AddSingleton<People.PeopleIndex>();
        services.AddScoped<People.PeopleReading>();
        services.AddScoped<People.LeaveReading>();
        services.AddScoped<People.GroundReading>();
        services.AddSingleton<DeskViews>();
        services.AddScoped<QueueReading>();
        services.AddScoped<Lists.CaseExport>();
        services.AddSingleton<Lists.OwnViews>();
        services.AddScoped<CallBacks.CallBackReading>();
        services.AddScoped<CallBacks.ReviewReading>();
        services.AddScoped<CallBacks.RoundReading>();
        services.AddScoped<CaseReading>();
        services.AddScoped<BulkReading>();
        services.AddScoped<PrintReading>();
        services.AddScoped<Dispatch.DispatchReading>();
        services.AddScoped<Dispatch.LeadSearch>();
        services.AddScoped<Dispatch.ObjectionsReading>();
        services.AddSingleton(new Work.Shifts.Handovers(node.Source, node.Keys));
        services.AddScoped<Shift.ShiftReading>();
        services.AddScoped<RegisterReading>();
        services.AddScoped<Knowledge.KnowledgeReading>();
        services.AddScoped<Find.FindReading>();
        services.AddScoped<Find.CardReading>();
        services.AddScoped<Find.PlaceReading>();
        services.AddScoped<Hotline.CallerReading>();
        services.AddScoped<Hotline.HotlineReading>();
        services.AddScoped<Portal.LinkReading>();
        services.AddSingleton<Portal.GuessLimit>();
        services.AddSingleton<Station.StationGrounds>();
        services.AddScoped<Station.StationReading>();
        services.AddSingleton<Board.BoardGround>();
        services.AddSingleton<Board.BoardCounts>();
        services.AddScoped<Board.BoardMapReading>();
        services.AddScoped<Board.BoardReading>();
        services.AddScoped<Board.CallsReading>();
        services.AddSingleton<Admin.CityShelf>();
        services.AddScoped<Admin.CityPosts>();
        services.AddScoped<Admin.CityRegisters>();
        services.AddScoped<Admin.CityTableReading>();
        services.AddScoped<Admin.CityRowReading>();
        services.AddScoped<Admin.CityTextReading>();
        services.AddSingleton<ActPosts>();
        services.AddSingleton<ImportsReading>();
        services.AddSingleton<SecondFactor>();
        if (live)
        {
            services.AddSingleton<Nudges>();
            services.AddHostedService(s => s.GetRequiredService<Nudges>());
        }
        return services;
    }

    public static WebApplication MapPages(this WebApplication app)
    {
        app.MapGet("/health", HealthAsync);
        app.MapPost("/sign-out", async (HttpContext context) =>
        {
            await context.SignOutAsync();
            return Results.LocalRedirect("/sign-in");
        }).WithMetadata(new Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute());
        app.MapGet("/files/{hash}", FilePages.OneAsync);
        app.MapGet("/imports/{run}/refused", RefusedAsync);
        app.MapGet("/admin/city/out/{**file}", Admin.CityTaken.OneAsync);
        app.MapGet("/admin/people-sheet", People.PeopleSheet.SendAsync);
        app.MapGet("/me/code", SecondFactor.Picture);
        if (app.Services.GetRequiredService<LiveOptions>().Live)
        {
            app.MapLive();
        }
        return app;
    }

    private static async Task<IResult> RefusedAsync(Guid run, ImportsReading reading, CancellationToken cancel) =>
        await reading.RefusedAsync(run, cancel) is { } path ? Results.File(path, "text/csv; charset=utf-8", Path.GetFileName(path)) : Results.NotFound();

    /// <summary>One word for scripts: the host is up and reaches its database.</summary>
    private static async Task<IResult> HealthAsync(Node node, CancellationToken cancel)
    {
        await using var command = node.Source.CreateCommand("select 1");
        await command.ExecuteScalarAsync(cancel);
        return Results.Text("ok\n");
    }
}
