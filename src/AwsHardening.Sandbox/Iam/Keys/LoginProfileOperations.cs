using System.Text.Json.Nodes;
using AwsHardening.Sandbox.Ec2;
using AwsHardening.Sandbox.Services;

namespace AwsHardening.Sandbox.Iam;

/// <summary>Passwords of users, held to the account's password policy.</summary>
internal sealed class LoginProfileOperations(IamState state)
{
    public void Register(OperationSet set)
    {
        set.Add("CreateLoginProfile", Create);
        set.Add("GetLoginProfile", call => Json.Of(("LoginProfile", Shape(state.Owner(call)))));
        set.Add("UpdateLoginProfile", Update);
        set.Add("DeleteLoginProfile", call =>
        {
            var owner = state.Owner(call);
            _ = Login(owner);
            owner.Means.Login = null;
        });
        set.Add("ChangePassword", call =>
        {
            state.PasswordPolicy.Check(call.Required("NewPassword"));
            Login(state.Owner(call)).Changed = state.Now;
        });
    }

    private JsonObject Create(ServiceCall call)
    {
        var owner = state.Owner(call);
        if (owner.Means.Login is not null)
        {
            throw IamErrors.AlreadyExists($"Login Profile for user {owner.UserName} already exists.");
        }

        state.PasswordPolicy.Check(call.Text("Password") ?? "");
        owner.Means.Login = new LoginProfile(state.Now) { ResetRequired = call.Flag("PasswordResetRequired") is true };
        return Json.Of(("LoginProfile", Shape(owner)));
    }

    private void Update(ServiceCall call)
    {
        var login = Login(state.Owner(call));
        if (call.Text("Password") is { } password)
        {
            state.PasswordPolicy.Check(password);
            login.Changed = state.Now;
        }

        login.ResetRequired = call.Flag("PasswordResetRequired") ?? login.ResetRequired;
    }

    private static LoginProfile Login(SignInOwner owner) => owner.Means.Login
        ?? throw IamErrors.NoSuchEntity($"Login Profile for User {owner.UserName} cannot be found.");

    private static JsonObject Shape(SignInOwner owner) => Json.Of(
        ("UserName", owner.UserName), ("CreateDate", Json.Time(Login(owner).Created)), ("PasswordResetRequired", owner.Means.Login!.ResetRequired));
}
