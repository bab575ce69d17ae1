using Liandong.Core;
using Liandong.Web.SignIn;
using Liandong.Work;

namespace Liandong.Web.Commands;

/// <summary><c>account --person NAME --password-stdin | --totp | --unlock</c>: local sign-in of a member of the staff.</summary>
public static class AccountCommand
{
    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter errors)
    {
        var given = new Arguments(args, ["password-stdin", "totp", "unlock"], ["data", "person"]);
        var name = given.Need("person");
        if (new[] { "password-stdin", "totp", "unlock" }.Count(given.Has) != 1)
        {
            throw new UsageException("account --person NAME --password-stdin | --totp | --unlock");
        }
        await using var node = await Node.OpenAsync(given.DataDir, errors.WriteLine, TimeProvider.System, CancellationToken.None);
        if (node.City.Now.Staff.Find(new PersonId(name)) is null)
        {
            await errors.WriteLineAsync($"The city has no person '{name}'. 本市没有人员“{name}”。");
            return 1;
        }
        var accounts = new Accounts(node.Source, node.Keys, TimeProvider.System);
        return given.Has("password-stdin") ? await PasswordAsync(accounts, name, errors)
            : given.Has("totp") ? await TotpAsync(accounts, node, name, output) : await UnlockAsync(accounts, name, errors);
    }

    private static async Task<int> PasswordAsync(Accounts accounts, string name, TextWriter errors)
    {
        var password = (await Console.In.ReadLineAsync() ?? "").TrimEnd('\r');
        if (password.Length < Accounts.ShortestPassword)
        {
            await errors.WriteLineAsync($"A password has at least {Accounts.ShortestPassword} characters. 密码至少 {Accounts.ShortestPassword} 个字符。");
            return 1;
        }
        await accounts.SetPasswordAsync(name, password, CancellationToken.None);
        await errors.WriteLineAsync($"{name}: password set; older sessions have ended. 密码已设，旧会话已失效。");
        return 0;
    }

    private static async Task<int> TotpAsync(Accounts accounts, Node node, string name, TextWriter output)
    {
        var secret = Totp.NewSecret();
        await accounts.SetTotpAsync(name, secret, CancellationToken.None);
        await output.WriteLineAsync(Totp.Address("Liandong " + node.City.Now.Name.En, name, secret));
        return 0;
    }

    private static async Task<int> UnlockAsync(Accounts accounts, string name, TextWriter errors)
    {
        var known = await accounts.UnlockAsync(name, CancellationToken.None);
        await errors.WriteLineAsync(known ? $"{name}: unlocked. 已解锁。" : $"{name} has no account yet. 还没有账号。");
        return known ? 0 : 1;
    }
}
