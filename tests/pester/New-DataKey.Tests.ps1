BeforeAll {
    . "$PSScriptRoot/Common.ps1"
    Import-TestModule

    function Get-Mutation { @($session.GetSandboxCalls() | Where-Object Mutating) }
}

Describe 'New-DataKey' {
    BeforeEach {
        $session = Connect-AwsHardening -Sandbox Fnd203
        $null = Initialize-DataKeyStore -Force
    }
    AfterEach { Disconnect-AwsHardening }

    It 'makes a key for each name of the pipeline, as one set of changes' {
        $made = 'application', 'customer/4711' | New-DataKey
        $made.DataKeyId | Should -Be 'application', 'customer/4711'
        $made.Version | Should -Be 1, 1
        @((Get-HardeningChange -Id $made.ChangeId).SetId | Sort-Object -Unique) | Should -HaveCount 1
    }

    It 'overwrites nothing, and reports each key that cannot be made' {
        $null = New-DataKey application
        $made = 'application', 'not an id!', 'second' | New-DataKey -ErrorAction SilentlyContinue -ErrorVariable problem
        $made.DataKeyId | Should -BeExactly 'second'
        $problem.FullyQualifiedErrorId -replace ',.*' | Should -Be 'DataKeyExists', 'DataKeyIdInvalid'
        { Get-DataKey absent -ErrorAction Stop } | Should -Throw -ErrorId 'DataKeyNotFound*'
    }

    It 'changes nothing under -WhatIf and -PlanOnly, and a plan is applied once' {
        $calls = (Get-Mutation | Where-Object Service -EQ dynamodb).Count
        New-DataKey application -WhatIf
        $plan = New-DataKey application -PlanOnly
        (Get-Mutation | Where-Object Service -EQ dynamodb).Count | Should -Be $calls
        $null = $plan | Invoke-HardeningPlan
        (Get-DataKey).DataKeyId | Should -BeExactly 'application'
    }

    It 'keeps no secret in journal, output or verbose' {
        $text = & { New-DataKey application -Verbose; Protect-Data 'Attack at dawn' -DataKeyId application -AsBase64 -Verbose; Get-HardeningChange | ConvertTo-Json -Depth 9 } *>&1 | Out-String
        $text | Should -Not -Match 'Attack'
        $text | Should -Not -Match '"?Plaintext"?:'
    }

    It 'is taken back by itself unless it is confirmed' {
        $key = New-DataKey application -RevertAfter 00:10:00 -WarningAction SilentlyContinue
        Get-PendingRevert | Should -HaveCount 1
        $key | Confirm-HardeningChange
        Get-PendingRevert | Should -BeNullOrEmpty
    }
}

# Each process is a machine of its own; they meet at one account, served on a port.
Describe 'Two processes that make one data key' {
    BeforeEach {
        $server = Start-ServedAccount $TestDrive
        if (-not $server) { Set-ItResult -Skipped -Because $NotServed; return }
        Set-Content $env:AWS_SHARED_CREDENTIALS_FILE "[two]`naws_access_key_id = AKIATESTTESTTEST1234`naws_secret_access_key = nobody-may-read-this"
        $null = Connect-AwsHardening -ProfileName two -Region us-east-1 -EndpointUrl $server.Endpoint
        $null = Initialize-DataKeyStore -Force
    }

    AfterEach {
        if ($server) { Stop-Process -Id $server.Process.Id }
        Disconnect-AwsHardening
    }

    It 'end with one key, which the loser is told of and both can use' {
        $name = "aws-hardening-$([guid]::NewGuid().ToString('n'))"
        $pipe = [System.IO.Pipes.NamedPipeServerStream]::new($name, 'InOut', 1, 'Byte', 'Asynchronous')
        $file = Join-Path $TestDrive 'other.ps1'
        # Both are let go at the same moment; who comes first is chance, and that one key comes of it is not.
        Set-Content $file @"
`$env:AWS_HARDENING_HOME = '$(New-Item -ItemType Directory "$TestDrive/other")'
Import-Module '$ModulePath/AwsHardening.psd1'
`$null = Connect-AwsHardening -ProfileName two -Region us-east-1 -EndpointUrl $($server.Endpoint)
`$pipe = [System.IO.Pipes.NamedPipeClientStream]::new('.', '$name', 'InOut')
`$pipe.Connect(60000)
`$pipe.WriteByte(1)
`$null = `$pipe.ReadByte()
`$made = New-DataKey application -ErrorAction SilentlyContinue -ErrorVariable problem
"made `$(@(`$made).Count) `$(`$problem.FullyQualifiedErrorId -replace ',.*')"
Protect-Data 'Attack at dawn' -DataKeyId application -AsBase64
"@
        $all = @($Pwsh | Select-Object -Skip 1) + '-NoProfile', '-NonInteractive', '-File', "`"$file`""
        $other = Start-Process -FilePath $Pwsh[0] -ArgumentList $all -PassThru -RedirectStandardOutput "$file.out" -RedirectStandardError "$file.err"
        $pipe.WaitForConnectionAsync().Wait(60000) | Should -BeTrue
        $pipe.ReadByte() | Should -Be 1
        $pipe.WriteByte(2)
        $made = @(New-DataKey application -ErrorAction SilentlyContinue -ErrorVariable problem)
        $other.WaitForExit(60000) | Should -BeTrue
        $pipe.Dispose()

        $said, $message = Get-Content "$file.out"
        $outcomes = @($said, "made $($made.Count) $($problem.FullyQualifiedErrorId -replace ',.*')") | Sort-Object
        $outcomes[0] | Should -Match '^made 0 (DataKeyExists|DataKeyChangedMeanwhile)$'
        $outcomes[1] | Should -BeExactly 'made 1 '
        (Get-DataKey application).VersionCount | Should -Be 1
        Unprotect-Data $message -AsString | Should -BeExactly 'Attack at dawn'
    }
}
