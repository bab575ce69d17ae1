using System.Net;
using Dapper;
using Liandong.Core;
using Liandong.Tests.Api;
using Liandong.Work.Calls;
using Xunit;

namespace Liandong.Tests.Pages;

/// <summary>An article of which the hotline says that it is of no use reaches its owner, who corrects or confirms it.</summary>
public sealed class KnowledgeTests : IClassFixture<MinhangHost>
{
    private readonly MinhangHost _host;

    public KnowledgeTests(MinhangHost host)
    {
        _host = host;
        host.Clock.Now = new DateTimeOffset(2026, 11, 20, 2, 0, 0, TimeSpan.Zero);
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Owned by D25, where clerk3 sits.</summary>
    private string Article => _host.Node.City.Now.Knowledge.First(a => a.Owner.Value == "D25").Code;

    [Fact]
    public async Task A_doubt_waits_for_the_owner_with_its_words_and_a_due_time_and_turns_red()
    {
        await DoubtAsync("号码已停用");
        using var owner = await Visitor.InAsync(_host, "clerk3", "zh");
        var list = await owner.GetAsync("/knowledge");
        Assert.Contains("工作日", list.Text($"tr[data-number='{Article}'] td"), StringComparison.Ordinal);
        Assert.Contains("号码已停用", (await owner.GetAsync("/knowledge/" + Article)).Words, StringComparison.Ordinal);
        Assert.Null(list.Page.QuerySelector(".side a[href='/knowledge'] .late"));
        _host.Clock.Now = _host.Clock.Now.AddDays(10);
        using var later = await Visitor.InAsync(_host, "clerk3", "zh");
        Assert.NotNull((await later.GetAsync("/knowledge")).Page.QuerySelector(".side a[href='/knowledge'] .late"));
    }

    [Fact]
    public async Task Confirmed_without_a_word_changed_it_is_reviewed_today_and_the_doubt_is_answered()
    {
        var doubt = await DoubtAsync(null);
        using var owner = await Visitor.InAsync(_host, "head3", "zh");
        var page = await owner.GetAsync("/knowledge/" + Article);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await owner.SendAsync(page.Form("main form"), ("reason", "好"))).Status);
        var done = await owner.SendAsync(page.Form("main form"), ("reason", "核对无误，仍按此答复"));

        Assert.Equal("/knowledge", done.At.AbsolutePath);
        Assert.Equal(new DateOnly(2026, 11, 20), _host.Node.City.Now.Knowledge.Single(a => a.Code == Article).Reviewed);
        Assert.Empty(await ArticleDoubts.OpenAsync(_host.Node.Source, [Article], Cancel));
        Assert.Equal("confirmed", await OutcomeAsync(doubt));
    }

    [Fact]
    public async Task Corrected_it_is_read_out_anew_and_what_is_too_long_to_read_is_refused_with_nothing_lost()
    {
        var doubt = await DoubtAsync("时间不对");
        using var owner = await Visitor.InAsync(_host, "clerk3", "zh");
        var page = await owner.GetAsync("/knowledge/" + Article);
        var refused = await owner.SendAsync(page.Form("main form"), ("answerZh", "一。二。三。四。"), ("reason", "按新规定改"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.Status);
        Assert.Contains("一。二。三。四。", refused.Text("#answerZh"), StringComparison.Ordinal);
        Assert.Contains("超过3句话", refused.Words, StringComparison.Ordinal);
        await owner.SendAsync(refused.Form("main form"), ("answerZh", "请拨打养护单位电话。\n两个工作日内上门。"), ("reason", "按新规定改"));

        Assert.Equal("请拨打养护单位电话。两个工作日内上门。", _host.Node.City.Now.Knowledge.Single(a => a.Code == Article).Answer.Zh);
        Assert.Equal("corrected", await OutcomeAsync(doubt));
    }

    [Fact]
    public async Task Another_unit_sees_nothing_of_it_and_the_shift_leader_reads_without_changing()
    {
        using var other = await Visitor.InAsync(_host, "clerk6", "zh");
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync("/knowledge/" + Article)).Status);
        using var leader = await Visitor.InAsync(_host, "shiftleader", "zh");
        Assert.Null((await leader.GetAsync("/knowledge/" + Article)).Page.QuerySelector("main form"));
        var (_, refusal) = await ReviewArticle.RunAsync(_host.Node, new ArticleReview(Guid.NewGuid(), new PersonId("shiftleader"), Article, _host.Node.City.Now.Hash, new LocalName("a", "b"), new LocalName("a", "b"), new LocalName("a", "b"), new DateOnly(2027, 1, 1), "不是我的", _host.Clock.Now), Cancel);
        Assert.Equal(Refusals.NotYours, refusal?.Code);
    }

    private async Task<Guid> DoubtAsync(string? words)
    {
        var id = Guid.NewGuid();
        Assert.Null(await ArticleDoubts.TellAsync(_host.Node.Calls, id, new PersonId("calltaker"), Article, words, Cancel));
        return id;
    }

    private async Task<string?> OutcomeAsync(Guid doubt)
    {
        await using var connection = await _host.Node.Source.OpenConnectionAsync(Cancel);
        return await connection.ExecuteScalarAsync<string>("select settled_as from article_doubts where doubt_id = @doubt", new { doubt });
    }
}
