namespace Liandong.Core.Units;

/// <summary>A seat in a unit that carries a role. The case is bound to the post and to the person holding it then.</summary>
/// <param name="Code">The city's code.</param>
/// <param name="Unit">The unit it belongs to.</param>
/// <param name="Role">A role code; what a role may do stands in the procedures and in the host's table of routes.</param>
/// <param name="Name">Name in both languages.</param>
/// <param name="Clearance">The highest secrecy grade it may see, 0 to 2 inclusive.</param>
public sealed record Post(string Code, UnitCode Unit, string Role, LocalName Name, int Clearance);

/// <summary>Who holds a post: rank A first, B the deputy. Days inclusive; null is open.</summary>
public sealed record Holding(PersonId Person, string Post, string Rank, DateOnly? From, DateOnly? To);

/// <summary>A member of the staff.</summary>
/// <param name="Id">The city's code; the sign-in name of demo people.</param>
/// <param name="Name">Name in both languages.</param>
/// <param name="Demo">May be entered by one button in a demo city on loopback.</param>
/// <param name="Leave">Days of absence, both ends inclusive; the deputy answers meanwhile.</param>
public sealed record Person(PersonId Id, LocalName Name, bool Demo, (DateOnly From, DateOnly To)? Leave);

/// <summary>Posts, people and who holds what, at any day.</summary>
public sealed class Staff
{
    private readonly Dictionary<string, Post> _posts;
    private readonly Dictionary<PersonId, Person> _people;
    private readonly ILookup<PersonId, Holding> _byPerson;
    private readonly ILookup<(UnitCode, string), Holding> _bySeat;
    private readonly HashSet<(UnitCode, string)> _seats;

    /// <summary>Builds the register from checked rows.</summary>
    public Staff(IReadOnlyList<Post> posts, IReadOnlyList<Person> people, IReadOnlyList<Holding> holdings)
    {
        Posts = posts;
        People = people;
        Holdings = holdings;
        _posts = posts.ToDictionary(p => p.Code, StringComparer.Ordinal);
        _people = people.ToDictionary(p => p.Id);
        _seats = [.. posts.Select(p => (p.Unit, p.Role))];
        _byPerson = holdings.ToLookup(h => h.Person);
        _bySeat = holdings.OrderBy(h => h.Rank, StringComparer.Ordinal)
            .ToLookup(h => (_posts[h.Post].Unit, _posts[h.Post].Role));
    }

    /// <summary>Every post.</summary>
    public IReadOnlyList<Post> Posts { get; }

    /// <summary>Every person.</summary>
    public IReadOnlyList<Person> People { get; }

    /// <summary>Every holding.</summary>
    public IReadOnlyList<Holding> Holdings { get; }

    /// <summary>The person with this code, or null.</summary>
    public Person? Find(PersonId id) => _people.GetValueOrDefault(id);

    /// <summary>The post with this code, or null.</summary>
    public Post? FindPost(string code) => _posts.GetValueOrDefault(code);

    /// <summary>True when the unit has a post with this role, whoever holds it.</summary>
    public bool Has(UnitCode unit, string role) => _seats.Contains((unit, role));

    /// <summary>Everything that a person holds, held or will hold, in the order of the city's file.</summary>
    public IReadOnlyList<Holding> HeldBy(PersonId person) => [.. _byPerson[person]];

    /// <summary>Everybody who holds, held or will hold a post, rank A first.</summary>
    public IReadOnlyList<Holding> HeldOn(string post) => FindPost(post) is not { } found ? [] : [.. _bySeat[(found.Unit, found.Role)].Where(h => h.Post == post)];

    /// <summary>The posts that a person holds on a day.</summary>
    public IReadOnlyList<Post> PostsOf(PersonId person, DateOnly day) =>
        [.. _byPerson[person].Where(h => Holds(h, day)).Select(h => _posts[h.Post])];

    /// <summary>Who answers for a role in a unit on a day: rank A unless on leave, then the deputy; null when nobody holds it.</summary>
    /// <param name="except">Passed over: complained of.</param>
    public PersonId? Holder(UnitCode unit, string role, DateOnly day, PersonId? except = null) =>
        _bySeat[(unit, role)].Where(h => Holds(h, day) && !IsOnLeave(h.Person, day) && h.Person != except).Select(h => (PersonId?)h.Person).FirstOrDefault();

    /// <summary>Everybody who holds a post on a day, rank A first, those on leave left out.</summary>
    public IReadOnlyList<PersonId> HoldersOf(string post, DateOnly day) => FindPost(post) is not { } found ? []
        : [.. _bySeat[(found.Unit, found.Role)].Where(h => h.Post == post && Holds(h, day) && !IsOnLeave(h.Person, day)).Select(h => h.Person)];

    /// <summary>True on the days of a person's leave, both ends inclusive.</summary>
    public bool IsOnLeave(PersonId id, DateOnly day) => Find(id)?.Leave is { } leave && day >= leave.From && day <= leave.To;

    private static bool Holds(Holding h, DateOnly day) => !(day < h.From) && !(day > h.To);
}

/// <summary>Whose answer a link asks for. It names nobody: who he is lies encrypted elsewhere.</summary>
/// <param name="Appeal">The number of his appeal on the case.</param>
/// <param name="Round">The round that he was asked about; of another he was not asked.</param>
public sealed record Caller(int Appeal, int Round);

/// <summary>Who acts: a person with the posts held now, the city's own rule (clockwork, import), or a caller by his link.</summary>
/// <param name="Person">Null for a rule and for a caller.</param>
/// <param name="Posts">The posts held on the day of the act.</param>
public sealed record Actor(PersonId? Person, IReadOnlyList<Post> Posts)
{
    /// <summary>The rule itself: turns what the procedure says turns by itself.</summary>
    public static Actor Rule { get; } = new(null, []);

    /// <summary>The caller who acts himself, by a link that was sent to him; null for the staff and for rules.</summary>
    public Caller? Caller { get; init; }

    /// <summary>True for the city's own rule.</summary>
    public bool IsRule => Person is null && Caller is null;

    /// <summary>The caller of an appeal: he holds no post, and may do only what he was asked to.</summary>
    public static Actor Of(Caller caller) => new(null, []) { Caller = caller };

    /// <summary>The highest grade of secrecy among the posts; -1 for none.</summary>
    public int Clearance { get; } = Posts.Count == 0 ? -1 : Posts.Max(p => p.Clearance);
}
