# Fifty accounts from one line, some of which fail.
BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
    $role = 'OrganizationAccountAccessRole'
    $session = Connect-AwsHardening -Sandbox Organization

    # The engine's own type, which tests alone reach.
    $engine = [AwsHardening.HardeningSession].GetProperty('Handle', [System.Reflection.BindingFlags] 'Instance,NonPublic').GetValue($session)
    $organization = $engine.Sandbox.Organization
    $options = $organization.GetType().Assembly.GetType('AwsHardening.Sandbox.MemberOptions')
    # The template has six members, of which four let the management account in.
    foreach ($number in 7..50) {
        $member = [Activator]::CreateInstance($options)
        # Every tenth was invited, and has no role.
        if ($number % 10 -eq 0) { $options.GetProperty('RoleName').SetValue($member, $null) }
        $null = $organization.AddAccount("many$number", $member)
    }

    $failing = 1 + 1 + 1 + 5
}

AfterAll { Disconnect-AwsHardening }

Describe 'Fifty accounts' {
    It 'are asked at the same time, and each failure is an error that stops nothing else' {
        $identities = Get-OrganizationAccount | Invoke-AssumeRole $role -ThrottleLimit 16 -ErrorAction SilentlyContinue -ErrorVariable problem | Get-CallerIdentity
        $identities | Should -HaveCount (51 - $failing)
        $identities.AccountId | Sort-Object -Unique | Should -HaveCount (51 - $failing)
        $identities.PrincipalName | Sort-Object -Unique | Should -Be $role
        $problem | Should -HaveCount $failing
        $problem.FullyQualifiedErrorId | Sort-Object -Unique | Should -Be 'AccessDenied,AwsHardening.Identity.InvokeAssumeRoleCommand'
        ($problem.TargetObject | Sort-Object) -join ' ' | Should -Match '200000000005.*200000000006.*200000000010.*200000000050'
    }

    It 'give records that carry account and Region' {
        $facts = Get-OrganizationAccount -Account many* | Invoke-AssumeRole $role -ErrorAction Ignore | Get-AuditBaseline -Region us-east-1, eu-west-1
        $places = $facts | Group-Object AccountId, Region
        $places | Should -HaveCount (2 * 39)
        ($places | Where-Object Name -EQ '200000000007, eu-west-1').Group[0].AccountId | Should -Be '200000000007'
        $rules = Get-OrganizationAccount shop, many7 | Invoke-AssumeRole $role | Get-SgRule
        $rules.AccountId | Sort-Object -Unique | Should -Be '200000000003'
        $rules[0].Region | Should -Be 'us-east-1'
    }

    It 'name the account of a failure further down, which is no end for the others' {
        $sessions = Get-OrganizationAccount -Account many7, many8, many9 | Invoke-AssumeRole $role
        $sessions[1].Dispose()
        $identities = $sessions | Get-CallerIdentity -ErrorAction SilentlyContinue -ErrorVariable problem
        $identities | Should -HaveCount 2
        $problem | Should -HaveCount 1
        $problem[0].FullyQualifiedErrorId | Should -BeLike 'SessionClosed,*'
        $problem[0].Exception.Message | Should -Match "^Account $($sessions[1].AccountId) in us-east-1: "
        { $sessions | Get-CallerIdentity -ErrorAction Stop } | Should -Throw
    }

    It 'show progress of all, in one bar' {
        $shell = [powershell]::Create([initialsessionstate]::CreateDefault2())
        try {
            $null = $shell.AddScript("Import-Module '$(Join-Path $ModulePath 'AwsHardening.psd1')'; `$null = Connect-AwsHardening -Sandbox Organization; Get-OrganizationAccount | Invoke-AssumeRole $role -ErrorAction Ignore | Get-CallerIdentity")
            $shell.Invoke() | Should -HaveCount 4
            $bars = $shell.Streams.Progress | Where-Object Activity -Like 'Invoke-AssumeRole in * accounts*'
            $bars | Should -Not -BeNullOrEmpty
            $bars[-1].RecordType | Should -Be 'Completed'
            $bars[-1].StatusDescription | Should -Be '7 done, 0 under way, 3 failed'
        }
        finally { $shell.Dispose() }
    }

    It 'stop when enough has been seen' {
        $sessions = Get-OrganizationAccount -Account many* | Invoke-AssumeRole $role -ErrorAction Ignore
        $sessions | Get-CallerIdentity | Select-Object -First 3 | Should -HaveCount 3
        Get-OrganizationAccount | Invoke-AssumeRole $role -ErrorAction Ignore | Get-CallerIdentity | Select-Object -First 1 | Should -HaveCount 1
    }

    It 'are changed and asked about one after the other' {
        $sessions = Get-OrganizationAccount -Account shop, payments | Invoke-AssumeRole $role
        $plans = $sessions | New-StateBucket -Name journal-of-all -PlanOnly
        $plans | Should -HaveCount 2
        $plans.AccountId | Sort-Object | Should -Be '200000000003', '200000000004'
    }
}

BeforeDiscovery {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule
}

Describe 'A session that is piped in' {
    It 'is for -Session alone: <Name>' -ForEach @(Get-Command -Module AwsHardening | Where-Object { $_.Parameters.ContainsKey('Session') -and $_.Name -ne 'Connect-AwsHardening' } | ForEach-Object { @{ Name = $_.Name; Command = $_ } }) {
        $Command.Parameters.Session.Attributes.ValueFromPipeline | Should -Contain $true
        foreach ($parameter in $Command.Parameters.Values | Where-Object Name -NE Session) {
            if ($parameter.Attributes.ValueFromPipeline -contains $true -and ($parameter.ParameterType -in [string], [string[]], [object], [psobject])) {
                $parameter.Attributes.TypeId.Name | Should -Contain 'NotASessionAttribute' -Because "-$($parameter.Name) would take the session's text"
            }

            if ($parameter.Attributes.ValueFromPipelineByPropertyName -contains $true) {
                @($parameter.Name) + $parameter.Aliases | Should -Not -Contain 'Sandbox'
                @($parameter.Name) + $parameter.Aliases | Should -Not -Contain 'RoleArn'
            }
        }
    }

    It 'is not lost on a command that works at the end' {
        foreach ($file in Get-ChildItem (Join-Path $RepositoryRoot 'src/AwsHardening') -Recurse -Filter *.cs) {
            $text = Get-Content -LiteralPath $file.FullName -Raw
            # What has no session has no sessions to end.
            if ($text -notmatch 'override void EndProcessing\(\)' -or $text -match 'class \w+ : (AsyncCmdlet|PlanInputCmdlet|PSCmdlet)\b' -or $file.Name -eq 'SessionCmdlet.cs') { continue }
            $text | Should -Match 'base\.EndProcessing\(\)' -Because "$($file.Name) would end before the sessions do"
            if ($text -match 'override void ProcessRecord\(\)' -and $file.Name -notin 'DisableDataKeyCommand.cs') { $text | Should -Match 'TakeRecord\(\)' -Because "$($file.Name) would collect its input once an account" }
        }
    }
}
